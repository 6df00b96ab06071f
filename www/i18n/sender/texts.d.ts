import type { RequirementTexts } from '../requirements/texts.js';
// What only the sections about the sender say.

import type {
  AddressBasis,
  AlignmentMode,
  Alignments,
  ArcResult,
  Check,
  Effect,
  ForwardingKind,
  BoundaryBasis,
  Basis,
  ClaimKind,
  Difference,
  Domain,
  DkimResult,
  DmarcResult,
  Envelope,
  BoundaryEvidence,
  Existence,
  DeliveryKind,
  Former,
  HopProblem,
  SpfIdentity,
  Internal,
  Method,
  NextStep,
  Outcome,
  Policy,
  PolicySource,
  PolicyTag,
  Qualifier,
  ResultsProblem,
  Scheme,
  SignKind,
  SpfCause,
  SpfResult,
  Standing,
  StepState,
  SyntaxFault,
  TermKind,
  TermState,
  TlsUse,
  TlsVersion,
  UriFault,
} from '../../types/report.js';
import type { Catalogue } from '../catalogue.js';
import type { DoorSpeech } from '../doors/texts.js';
import type { Text } from '../text.js';

/** Whether something proves the domain in From, or why not. */
export type ProofState =
  | 'identical'
  | 'same_organization'
  | 'related'
  | 'other'
  | 'expired'
  | 'open'
  | 'failed'
  | 'before'
  | 'body_changed'
  | 'body_untested'
  | 'uncompared'
  | 'pending'
  | 'unknown'
  | 'not_checked'
  | 'none'
  | 'unsigned'
  | 'no_envelope';

/** The tags of RFC 9989 §4.7 and those that it has removed. */
export type KnownTag =
  | 'v'
  | 'p'
  | 'sp'
  | 'np'
  | 'adkim'
  | 'aspf'
  | 'rua'
  | 'ruf'
  | 'fo'
  | 'psd'
  | 't'
  | 'pct'
  | 'rf'
  | 'ri';

export interface SenderTexts {
  picture: PictureTexts;
  /** A number of seconds, 0 or more. */
  more(n: number): Text;
  findings: { heading: string; lead: string };
  arc: {
    heading: string;
    lead: string;
    unknown: string;
    missing: string;
    result: Record<ArcResult, string>;
    check: Record<Check, string>;
    column: { set: string; sealer: string; before: string; seal: string; message: string; claims: string };
  };
  forwarding: {
    heading: string;
    somebody: string;
    mailbox: string;
    earlier: string;
    original: string;
    kind: Record<ForwardingKind, (forwarder: string) => Text>;
    spf: Record<Effect, string>;
    dkim: Record<Effect, string>;
    dmarc: Record<Effect, string>;
    /** The step before, of a list that is called so. */
    list(id: string): Text;
    /** DKIM is broken, and a cause is proven. */
    changed: string;
    /** What the owner can do: where nothing was signed, and where the signature broke. */
    sign: string;
    leave: string;
  };
  /** What stands between two sentences. */
  gap: string;
  comma: string;
  /** Around what is added to a word. */
  brackets: readonly [string, string];
  alignment: {
    heading: string;
    lead: string;
    /** Where such a part is underlined. */
    underlined: string;
    details: string;
    author: string;
    no_author: string;
    absent: string;
    signature(n: number): Text;
    envelope: string;
    greeting: string;
    no_envelope: string;
    unsigned: string;
    /** The part that counts, for those who do not see it marked. */
    organization(domain: string): Text;
    aligned: Record<Alignments, string>;
    mode: Record<AlignmentMode, string>;
    fails: string;
    expired: string;
    related: string;
    body_untested: string;
    /** What the verdict on an identifier rests on. */
    dkim: Record<DkimResult, string>;
    spf: Record<SpfResult, string>;
    by_walk(domain: string, organization: string): Text;
    uncompared: string;
  };
  dmarc: {
    heading: string;
    of_domain: string;
    result: Record<DmarcResult, (author: string) => Text>;
    policy: Record<Policy, (domain: string) => Text>;
    policy_none: string;
    source: Record<PolicySource, string>;
    tag: Record<PolicyTag, (domain: string) => Text>;
    effective(policy: Policy): Text;
    not_applied: string;
    existence: Record<Existence, string>;
    record(name: string): Text;
    columns: { tag: string; value: string; meaning: string };
    tags: Record<KnownTag, (value: string) => string>;
    bad_address: Record<UriFault | 'unserved', (uri: string) => Text>;
    unknown_tag: string;
    no_tag: string;
    removed: string;
    former_heading: string;
    former: Record<Former, string>;
    /** What they find, the policy that they go by, and whether organizational domains are guessed for that. */
    former_result: Record<DmarcResult, string>;
    former_policy(policy: Policy, share: number): Text;
    former_guess: string;
    /** The same of a domain without a message. */
    former_asked(policy: Policy, share: number): Text;
  };
  forms: {
    heading: string;
    lead: string;
    columns: { way: string; spf: string; dkim: string; dmarc: string };
    today: string;
    /** Why the ways cannot be compared. */
    obstacle: Record<'author' | 'record' | 'pending' | 'client' | 'mail_from' | 'unanswered', string>;
    /** What SPF may come to. */
    spf: Record<'passes' | 'fails', string>;
    kind: Record<DeliveryKind, string>;
    aligned: string;
    not_aligned: string;
    dkim: Record<'holds' | 'breaks', string>;
    passes: string;
    fails: string;
    policy: Record<Policy, string>;
    fate: Record<'pass' | Policy, string>;
    note: string;
  };
  next: {
    heading: string;
    lead: string;
    step: Record<NextStep, string>;
    record: string;
    later: string;
    name: string;
    placeholder(address: string): Text;
    guessed(word: string, found: string): Text;
    copy: string;
    several: string;
    /** Before the step: what stands above is to be mended, or a signature fails. */
    first: Record<'points' | 'signature', string>;
    keep_policy: string;
    /** What is published now, that a record is made of it, and that none can be. */
    faulty: string;
    faulty_at(name: string): Text;
    kept: string;
    unclear: string;
  };
  walk: {
    heading: string;
    lead: string;
    author(domain: string): Text;
    given(domain: string): Text;
    other(domain: string): Text;
    state: Record<StepState, string>;
    invalid: string;
    psd: Record<'y' | 'n', string>;
    skipped: string;
    ended: Record<'psd' | 'root' | 'open', string>;
    organization(domain: string): Text;
    no_organization: string;
    names(n: number): Text;
    none: string;
  };
  spf: {
    heading: string;
    lead: string;
    of_domain: { heading: string; lead: string };
    identity: Record<SpfIdentity, string>;
    result: Record<SpfResult, (domain: string, client: string) => Text>;
    cause: Record<SpfCause, string>;
    none: string;
    null_sender: string;
    envelope: {
      heading: string;
      part: Record<Exclude<keyof Envelope, 'receiver'>, string>;
      unknown: string;
      null_sender: string;
      basis: Record<Basis['kind'], (field: number) => Text>;
      standing: Record<Standing, string>;
    };
    edit: {
      heading: string;
      lead: string;
      hint: Record<Exclude<keyof Envelope, 'receiver'>, string>;
      apply: string;
      reset: string;
      bad: string;
    };
    budget: { heading: string; terms(n: number): Text; void_look_ups(n: number): Text; over: string };
    tree: {
      heading: string;
      node(domain: string): Text;
      terms(n: number): Text;
      no_record: string;
      loops: string;
      faults: string;
      meaning: Record<TermKind, (target: string | null) => Text>;
      qualifier: Record<Qualifier, string>;
      state: Record<TermState, string>;
      decides: string;
      question(name: string, type: string): Text;
      outcome: Record<Outcome['kind'], string>;
      unanswered: string;
      octets(start: number, end: number): Text;
      fault: Record<SyntaxFault, string>;
      answers: string;
    };
    explanation: string;
    today: string;
  };
  journey: {
    heading: string;
    steps: string;
    lead: string;
    summary(hops: number, seconds: number | null): Text;
    none: string;
    left_out(shown: number, count: number): Text;
    step(n: number, total: number): Text;
    from: string;
    by: string;
    unnamed: string;
    helo(name: string): Text;
    reverse(name: string): Text;
    unconfirmed: string;
    address: Record<AddressBasis, (ip: string) => Text>;
    time: string;
    no_time: string;
    delay(seconds: number): Text;
    first: string;
    skew(seconds: number): Text;
    tls: Record<TlsUse, string>;
    version: Record<TlsVersion, string>;
    old_tls: string;
    cipher(name: string): Text;
    internal: Record<Internal, string>;
    authenticated: string;
    protocol(name: string): Text;
    id(text: string): Text;
    recipient(text: string): Text;
    field(n: number): Text;
    details: string;
    fault: Record<HopProblem, string>;
    boundary: {
      title: string;
      basis: Record<BoundaryBasis, string>;
      evidence: Record<BoundaryEvidence, string>;
      receiver(domain: string): Text;
      above: string;
      below: string;
      nothing_below: string;
      mine: string;
      current: string;
      mine_name(host: string): Text;
      guess: string;
    };
    signs: {
      heading: string;
      lead: string;
      none: string;
      kind: Record<SignKind, string>;
      scheme: Record<Scheme, (original: string | null, forwarder: string) => Text>;
    };
  };
  reported: {
    heading: string;
    lead: string;
    none: string;
    kind: Record<ClaimKind, string>;
    by(name: string): Text;
    nobody: string;
    standing: Record<Standing, string>;
    columns: { method: string; about: string; theirs: string; ours: string; reason: string };
    agrees: string;
    differs: string;
    pending: string;
    not_ours: string;
    no_comparison: string;
    method: Record<Method, string>;
    other_identity: string;
    difference: Record<Difference, string>;
    no_results: string;
    faults: string;
    fault: Record<ResultsProblem, string>;
  };
}

/** The words in the pictures, short as there is little room, and the sentences that say the same. */
export interface PictureTexts {
  alignment: {
    author: string;
    no_author: string;
    absent: string;
    signature(n: number): Text;
    signatures: string;
    envelope: string;
    greeting: string;
    state: Record<ProofState, string>;
    /** `open`: how many of them are not settled. */
    says(author: Domain, proven: number, total: number, open: number): Text;
    says_nobody(total: number): Text;
    unclear: string;
    header(author: Domain): Text;
  };
  journey: {
    /** Numbers of seconds, 0 or more. */
    delay(seconds: number): Text;
    skew(seconds: number): Text;
    unnamed: string;
    claimed: string;
    receivers: string;
    internal(n: number): Text;
    earlier(n: number): Text;
    tls: Record<TlsUse, string>;
    scale: Record<'linear' | 'log', string>;
    says(steps: number, encrypted: number, open: number, unknown: number): Text;
    says_boundary(step: number, host: string): Text;
  };
  spf: {
    key: string;
    hidden(n: number): Text;
    says(records: number, terms: number, voids: number): Text;
    decides(term: string, domain: string, result: SpfResult): Text;
    undecided(result: SpfResult): Text;
  };
  walk: {
    policy: string;
    organization: string;
    root: string;
    skipped: string;
    state: Record<StepState, string>;
    says(author: string, names: number, found: number): Text;
    says_policy(domain: string): Text;
    says_organization(domain: string): Text;
  };
  arc: {
    nobody: string;
    unchanged: string;
    broken: string;
    left_out(n: number): Text;
    state: Record<'whole' | 'broken' | 'missing' | 'pending' | 'unknown', string>;
    says(sets: number, whole: number): Text;
    says_broken(instance: number): Text;
    says_whole: string;
    says_unchanged(instance: number): Text;
  };
}

/** A speech with the texts about the sender. */
export type SenderSpeech = DoorSpeech & { requirements: RequirementTexts } & {
  catalogue: Catalogue & { sender: SenderTexts };
};

/** `null` for what the message tells; an empty `mail_from` is a null reverse-path. */
export interface GivenEnvelope {
  client: string | null;
  helo: string | null;
  mail_from: string | null;
  recipient: string | null;
}

/** What the reader can do in these sections; absent where it cannot be done. */
export interface SenderActions {
  /** Resolves to `false` if `client` is no address; then nothing changes. */
  setEnvelope?(envelope: GivenEnvelope): Promise<boolean>;
  /** The place in `Trace::hops`, or `null` to let it be guessed. */
  setBoundary?(hop: number | null): unknown;
  /** Whether the name of the client's address is asked for. */
  setReverse?(isAsked: boolean): unknown;
  /** Whether those who are to get reports are asked for their consent. */
  setReportDestinations?(isAsked: boolean): unknown;
}
