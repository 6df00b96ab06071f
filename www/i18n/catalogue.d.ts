import type {
  Advice,
  ArcField,
  ArcProblem,
  Base64Fault,
  CauseKind,
  Check,
  Checks,
  Container,
  Decision,
  DmarcProblem,
  Domain,
  DkimResult,
  FileKind,
  IdentityProblem,
  KeyFault,
  KeyType,
  Limit,
  NameFault,
  DmarcNeed,
  NotChecked,
  OtherRecord,
  Problem,
  Purpose,
  Severity,
  SignatureFault,
  SpfPart,
  SpfProblem,
  TraceProblem,
  RequestedPolicy,
  UnreachableReason,
  VerdictCode,
  Wrapping,
} from '../types/report.js';
import type { Trouble } from '../types/session.js';
import type { Text } from './text.js';

type Params<P> = P extends { params: infer Q } ? Q : undefined;

type Texts<All extends Problem, More extends unknown[] = []> = {
  [P in All as P['code']]: (params: Params<P>, ...more: More) => Text;
};

/** What happened to a message. */
export type CauseProblem = Extract<Problem, { code: `diagnosis.${string}` }>;

/** What the whole module alone notices: of SPF, DMARC, ARC, the way of the message, claims in it, asking, and names that mislead. */
export type PolicyProblem =
  | SpfProblem
  | DmarcProblem
  | ArcProblem
  | TraceProblem
  | Extract<IdentityProblem, { code: `identity.${string}` }>;

/**
 * A sentence or two for each problem: what it is and, where something can be done, what to do. `isPasted`: of a key that
 * the reader pasted nobody knows whether it is published.
 */
export type ProblemTexts = Texts<Exclude<Problem, CauseProblem | PolicyProblem>, [isPasted: boolean]>;
export type PolicyTexts = Texts<PolicyProblem>;
export type CauseTexts = Texts<CauseProblem>;

/** The signer `d`, the author's domain `a`, the end of the signature's time in seconds since 1970, whether its key was pasted, what was proven to have happened, and whether anything was, whether the reader entered the envelope, what can be done about open questions, the first of the fields that the signature covers and that are not there, when the message came to the receiver in seconds since 1970 as that wrote it, whether the body was not given. */
export interface HeadlineParams {
  d: Domain | null;
  a: Domain | null;
  until: number | null;
  isPasted: boolean;
  changes: Text;
  isChanged: boolean;
  isGiven: boolean;
  chance: Chance;
  absent: readonly string[];
  arrival: number | null;
  isHeaderOnly: boolean;
}
export interface HeadlineText {
  title: Text;
  meaning: Text;
}

/**
 * What the reader can do about the DNS from where the verdict stands: agree to a question, wait for the answers, paste records
 * where nobody may be asked, leave an evidence file behind, or nothing, as in a text that is taken along.
 */
export type Chance = 'ask' | 'asking' | 'paste' | 'file' | 'none';

/** What the page says before there is a result. */
export interface PageTexts {
  page: {
    title: string;
    own_resolver_title: string;
    language: string;
    theme: string;
    theme_auto: string;
    theme_light: string;
    theme_dark: string;
  };
  input: {
    label: string;
    hint: string;
    check: string;
    file: string;
    drop: string;
    samples: string;
    sample: Record<
      'pass' | 'list-footer' | 'forged' | 'forwarded' | 'forwarded-srs' | 'forwarded-unsigned' | 'forwarded-footer',
      string
    >;
    how: string;
  };
  source: {
    pasted: string;
    typed: string;
    sample(name: string): string;
    bytes(n: number): Text;
    preview: string;
    clear: string;
    again: string;
    edit: string;
    cancel: string;
    reading: string;
    check_domain(domain: string): Text;
  };
  status: { asking: string; done: string; cleared: string; added(n: number): Text };
  trouble: Record<Trouble, string>;
}

/** What only a result says. */
/** What the buttons say that ask. */
export interface AskTexts {
  ask(companies: string): Text;
  ask_own: string;
  ask_own_both: string;
}

/** When to ask: each time, without a click until the page is closed, or not at all. */
type Mode = 'ask' | 'always' | 'never';

export interface ResultTexts {
  headline: Record<VerdictCode, (p: HeadlineParams) => HeadlineText>;
  /** What the author's domain asks for, if the mail is not proven to come from it. */
  policy: Record<RequestedPolicy, (a: Domain) => Text>;
  /** Beside a signature that was right: SPF passes for the author's domain. `isGiven`: by a way that the reader entered. */
  server(a: Domain, isGiven: boolean): Text;
  /** The display name in From. */
  display_name(name: string): Text;
  /** What the receiver's own server wrote of DMARC. */
  receiver(host: string | null, result: string): Text;
  /** What was given in place of an e-mail; `host` and `record` name no domain that could be checked instead. */
  typed: Record<'address' | 'url' | 'named_record' | 'host' | 'record', string>;
  /** Two or three words under the seal. */
  seal: Record<VerdictCode, string>;
  /** Of what rests on an evidence file; `says` stands before what it says, and the rest in place of the texts of the same names. */
  of_file: {
    mark: string;
    says: string;
    signature: Pick<ResultTexts['signature'], 'provenance' | 'resolver' | 'validated'>;
    queries: Pick<ResultTexts['queries'], 'unanswered'>;
  };
  /** Which message is judged; `from` as it stands there, or `unnamed`. */
  which: {
    label: string;
    unnamed: Text;
    choose(n: number): Text;
    chosen: string;
    listing: string;
    more(n: number): Text;
    mbox(n: number, total: number, from: string | Text): Text;
  } & Record<'outer' | 'around' | 'message' | 'bounce' | 'outlook_msg' | 'mended', (from: string | Text) => Text>;
  claims: { heading: string; from: string; to: string; subject: string; date: string; none: string };
  consent: {
    read: Record<'message' | 'domain', string>;
    needed: Record<'ask' | 'paste', string>;
    /** What more may follow without another click is said in the lead. */
    groups: Record<
      'dkim' | 'spf_mailfrom' | 'spf_helo' | 'spf_domain' | 'dmarc' | 'dmarc_domain' | 'wished',
      { heading: string; lead: string }
    >;
    spf_part: Record<SpfPart, Text>;
    dmarc_need: Record<DmarcNeed, Text>;
    more_names_of(n: number): Text;
    count(all: number, done: number, failed: number): Text;
    telling: { heading: string; lead: string; decline: string } & AskTexts;
    heading: string;
    lead: string;
    names: string;
    purposes: Record<Exclude<Purpose['kind'], 'spf' | 'dmarc'>, (d: Domain | string) => Text>;
    who_sees: string;
    resolver: string;
    decline: string;
    own_label: string;
    own_bad: string;
    own_note: string;
    asking: string;
    asked: string;
    unanswered: string;
    cancel: string;
    offline: string;
    framed: string;
    framed_link: string;
    unseen: string;
    unseen_link: string;
    /** The second question in a frame. */
    confirm: { heading(companies: string): Text; heading_own: string; ask_own: string; why: string; back: string };
    never: { heading: string; lead: string; decline: string; paste: string };
    paste: string;
    paste_label: string;
    paste_hint: string;
    paste_use: string;
    paste_none: string;
    replaced(names: readonly string[]): Text;
    settled(n: number, companies: string, of: number): Text;
    settled_none: string;
    ask_again: string;
    ask_after_all: string;
    paste_more: string;
    record_problem(kind: string, line: number): Text;
    more_names: string;
    more_queries(n: number): Text;
  } & AskTexts;
  /** Of a second resolver, of those that fail, and of when to ask. */
  resolvers: {
    second: string;
    second_own: string;
    second_what: string;
    whom: string;
    other_url: string;
    second_label: string;
    second_bad: string;
    who_sees: string;
    again: { heading: string; lead: string; offer: string; close: string };
    wanted: { commands: string; copy_commands: string; lines: string; copy_lines: string; left_out(n: number): Text };
    modes: {
      summary: string;
      legend: string;
      short: Record<Mode, string>;
      label: Record<Mode, string>;
      ask: string;
      never: string;
      always(companies: string): Text;
      holds(companies: string): Text;
      off: string;
    };
    disputed: { heading: string; lead: string };
    failed: {
      heading: string;
      count(company: string, failed: number, asked: number): Text;
      others_count: string;
      names: string;
      instead(company: string): Text;
      instead_what: string;
      hint: Record<UnreachableReason, string>;
    };
  };
  signature: {
    heading: string;
    title(n: number, total: number): Text;
    no_domain: string;
    result: Record<DkimResult, string>;
    header_only: string;
    not_checked: Record<NotChecked, string>;
    because(reason: string): string;
    checks_heading: string;
    check: Record<keyof Checks | 'algorithm' | 'form', string>;
    body_begins(n: number): Text;
    misfit: string;
    passed: Record<keyof Checks, string>;
    failed: Record<keyof Checks | 'algorithm' | 'form', string>;
    open: Record<Exclude<Check, 'pass' | 'fail'>, string>;
    domain: string;
    selector: string;
    identity: string;
    algorithm: string;
    canonicalization: string;
    key: string;
    strict: string;
    strict_value: string;
    signed_on: string;
    days_ago(n: number): Text;
    expires: string;
    key_size(type: KeyType, bits: number): Text;
    key_type(type: KeyType): Text;
    canon_value(header: string, body: string): Text;
    unknown: string;
    signed_fields: string;
    unsigned_fields: string;
    absent_fields: string;
    missing_fields: string;
    addable_fields: string;
    unsigned_note: string;
    addable_note: string;
    fields(n: number): Text;
    body: string;
    body_whole(n: number): Text;
    body_part(signed: number, unsigned: number): Text;
    body_unknown: string;
    nothing: string;
    details: string;
    key_record: string;
    provenance: { pasted: string; recorded: string; nobody: string };
    resolver(company: string, time: number): Text;
    validated: string;
    key_notes: string;
    deciding: string;
    repair: {
      heading: string;
      name: string;
      type: string;
      zone: string;
      proof: Record<Check, string>;
      copy: string;
      copy_zone: string;
      copied: string;
      by_hand: string;
    };
    tags: string;
    tag: string;
    value: string;
    more(n: number): Text;
  };
  /** What becomes of the search for causes. */
  search: {
    looking: string;
    cancel: string;
    cancelled: string;
    missing: string;
    stopped: string;
    again: string;
    found: string;
    not_found: string;
  };
  findings: ProblemTexts;
  finding: {
    heading: string;
    empty_file: string;
    octets: string;
    severity: Record<Severity, string>;
    reference(rfc: number, section: string): string;
    field(name: string): Text;
    arc_set(instance: number): Text;
    /** Those that say the same, with the domains that signed. */
    signatures(all: readonly { n: number; domain: Domain | null }[]): Text;
  };
  queries: {
    heading: string;
    none: string;
    pending: string;
    records(n: number): Text;
    no_data: string;
    nx_domain: string;
    serv_fail(rcode: number): Text;
    unreachable: Record<UnreachableReason, string>;
    unreachable_lead: string;
    declined: string;
    limit: string;
    private: string;
    alias(name: string): Text;
    ttl(seconds: number): Text;
    error_text(text: string): Text;
    unanswered(company: string, time: number): Text;
  };
  sent: {
    heading: string;
    nothing: string;
    lead: string;
    answered: string;
    asking: string;
    line(company: string, time: number): Text;
    stays: Record<'message' | 'domain', string>;
    /** What the browser has recorded by itself; `own`: files of the tool, n times. */
    record: { heading: string; lead: string; own(n: number): Text; other(n: number): Text };
  };
}

/** What is wrong, as a part of a sentence. */
export interface Faults {
  base64: Record<Base64Fault, string>;
  name: Record<NameFault, string>;
  key: Record<KeyFault, string>;
  record: Record<OtherRecord, string>;
  file: Record<FileKind, string>;
  limit: Record<Limit, string>;
  container: Record<Container, string>;
  decision: Record<Decision, string>;
  wrapping: Record<Wrapping, string>;
}
export interface ArcFaults {
  field: Record<ArcField, string>;
  fault: Record<SignatureFault, string>;
}

type Half = 'body' | 'header';

/** What only an explanation says. */
export interface ExplanationTexts {
  causes: CauseTexts;
  /** `short` stands in the headline, alone or in a list. */
  kinds: Record<CauseKind, { short: string; who: string; reader: string }>;
  /** Sentences that stand one after the other, with `between` between them. */
  advice: Record<Advice, string>;
  between: string;
  /** A list of what is `short`, at most three. */
  list(changes: Text[]): Text;
  heading: string;
  proven: string;
  likely: string;
  /** `all_`: several changes together. */
  proof: Record<'whole' | Half | `all_${'whole' | Half}` | 'likely', string>;
  meaning: Record<'whole' | 'header' | 'key' | 'empty' | 'open', string>;
  who: string;
  owner: string;
  reader: string;
  unexplained: Record<Half, (kinds: number) => Text>;
  cut_short: Record<Half, (octets: number) => Text>;
  incomparable: Record<Half, string>;
  other_key: { published: string; pasted: string };
  added: string;
  removed: string;
  signed: string;
  arrived: string;
  /** Where several changes touch the same octets. */
  step: Record<'ins' | 'del', string>;
  /** For screen readers, where the change begins and ends within the text around it. */
  begins: Record<'ins' | 'del', string>;
  ends: string;
  all(octets: number): Text;
  more(n: number): Text;
  not_shown(n: number): Text;
  elsewhere: string;
  /** The same changes are shown at another signature. */
  beside(n: number): Text;
}

export type Catalogue = PageTexts & ResultTexts & { problems: PolicyTexts; explanation: ExplanationTexts | null };
