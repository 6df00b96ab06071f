// Written by tools/types.mjs from the Rust types: make types.

/** What became of pasted text. */
export interface Added {
  /** The questions that now have an answer from it. */
  added: Query[];
  /** What was left out. */
  problems: ZoneProblem[];
}

/** The address of a host. */
export interface Address {
  /** Who says so. */
  basis: AddressBasis;
  /** The address; an IPv4 address mapped into IPv6 as IPv4. */
  ip: string;
  /** Where it can be reached from. */
  scope: Scope;
  /** Where it stands, with its brackets. */
  span: Span;
}

/** Who says that it is the address. */
export type AddressBasis =
  /** The receiving host, of the connection (RFC 5321 §4.4, TCP-info). */
  | 'connection'
  /** The sending host, in its greeting: an address literal that nothing confirms. */
  | 'greeting';

/** What became of a list of addresses. */
export type AddressChange =
  /** The same addresses are written in another form. */
  | 'form'
  /** An address was put in. */
  | 'added'
  /** An address was taken out. */
  | 'removed';

/** What the owner of the signing domain can do. */
export type Advice =
  /** Nothing: the signature is in order. */
  | 'in_order'
  /** The list or gateway should leave the body alone, or sign in its own name. */
  | 'list_leaves_body'
  /** The gateway should verify before it adds a banner. */
  | 'gateway_verifies_first'
  /** The list should leave the subject alone, or sign in its own name. */
  | 'list_leaves_subject'
  /** The list should sign in its own name. */
  | 'list_signs'
  /** The results of the receiver's own server are what counts. */
  | 'receivers_results'
  /** The scanner took the attachment out. */
  | 'scanner_removes'
  /** A downloaded file shows whether copying did it. */
  | 'verify_file'
  /** `c=relaxed/relaxed` withstands the change. */
  | 'relaxed'
  /** The last server of one's own is the one to sign. */
  | 'sign_last'
  /** The body is to be sent as quoted-printable or base64, which servers leave alone. */
  | 'encode_body'
  /** So too, for it has lines of more than 998 octets (RFC 5322 §2.1.1). */
  | 'short_lines'
  /** So too, for it holds octets of eight bits (RFC 6376 §5.3). */
  | 'seven_bit'
  /** The header is to be folded into lines that servers pass on (RFC 5322 §2.1.1). */
  | 'fold_header'
  /** The field is to be written before it is signed as it arrived. */
  | 'write_as_arrived'
  /** Lists add fields whose absence should not be signed. */
  | 'allow_list_fields'
  /** The whole message is to be fetched. */
  | 'fetch_whole'
  /** A downloaded file shows whether copying damaged the signature. */
  | 'verify_undamaged'
  /** The signing software is to be updated. */
  | 'update_signer'
  /** The key is to be published again. */
  | 'publish_key'
  /** The body is to be complete before it is signed. */
  | 'sign_complete';

/** The algorithm that `a=` names. */
export type Algorithm =
  /** RSA with SHA-1: not to be used (RFC 8301 §3.1). */
  | 'rsa-sha1'
  /** RSA with SHA-256. */
  | 'rsa-sha256'
  /** Ed25519 over a SHA-256 hash (RFC 8463). */
  | 'ed25519-sha256';

/** How an authenticated identifier relates to the author domain. */
export interface Alignment {
  /** Whether they are. */
  aligned: Alignments;
  /** Whether the body, which the identifier stands for, was tested too. */
  body_tested: boolean;
  /** The identifier's domain. */
  domain: Name;
  /** How alike they must be; `null` where no record that applies is known to ask for it. */
  mode: AlignmentMode | null;
  /** The identifier's organizational domain, as far as it was needed. */
  organizational_domain: Name | null;
  /** Place of the signature in `Report::dkim`; `null` for SPF. */
  signature: number | null;
  /** The walk that found it. */
  walk: Walk | null;
}

/** How alike two domains must be (RFC 9989 §3.2.10). */
export type AlignmentMode =
  /** They have the same organizational domain. */
  | 'relaxed'
  /** They are identical. */
  | 'strict';

/** Whether an authenticated identifier is aligned with the author domain (RFC 9989 §4.4). */
export type Alignments =
  /** They are the same domain. */
  | 'identical'
  /** They have the same organizational domain. */
  | 'same_organization'
  /** They are not aligned. */
  | 'none'
  /** Questions are open. */
  | 'pending'
  /** The DNS did not answer. */
  | 'temperror'
  /** A question was not asked, or there is no policy record to be aligned for. */
  | 'not_checked';

/** An outcome and where it comes from. */
export interface Answer {
  /** What came back. */
  outcome: Outcome;
  /** Where it comes from. */
  provenance: Provenance;
}

/** Whom a rule is for. */
export type AppliesTo =
  /** Everybody. */
  | 'all'
  /** Those who send much: some 5,000 messages a day to Gmail or Microsoft; Yahoo gives no number. */
  | 'bulk';

/** A field of an ARC set (RFC 8617 §4.1). */
export type ArcField =
  /** ARC-Authentication-Results. */
  | 'authentication_results'
  /** ARC-Message-Signature. */
  | 'message_signature'
  /** ARC-Seal. */
  | 'seal';

/** The Chain Validation Status (RFC 8617 §4.4), or why there is none. */
export type ArcResult =
  /** The message has no chain. */
  | 'none'
  /** The chain validates. */
  | 'pass'
  /** It would if the body, of which nothing is known, is as it was signed. */
  | 'would_pass'
  /** It does not; `Chain::cause` says why. */
  | 'fail'
  /** The DNS did not answer a question on which it rests, or not with one voice. */
  | 'temperror'
  /** Questions are open on which it rests. */
  | 'pending'
  /** It was not checked; `Chain::not_checked` says why. */
  | 'not_checked';

/** An ARC set (RFC 8617 §4.2). */
export interface ArcSet {
  /** ARC-Authentication-Results. */
  authentication_results: Claims | null;
  /** `i=`, from 1 to 50. */
  instance: number;
  /** ARC-Message-Signature. */
  message_signature: MessageSignature | null;
  /** ARC-Seal. */
  seal: Seal | null;
}

/** What both kinds of signature have. */
export interface ArcSignature {
  /** `a=` */
  algorithm: Algorithm | null;
  /** What the arithmetic says of `b=`. */
  check: Check;
  /** The place in `keys` of the record that the verdict rests on. */
  deciding_key: number | null;
  /** `d=` */
  domain: Domain | null;
  /** Why it does not verify; `null` unless the verdict is `fail`. */
  fault: SignatureFault | null;
  /** What was noticed about the field and its key, in DKIM's terms. */
  findings: Finding[];
  /** The name that the key is asked for under, if `d=` and `s=` make one. */
  key_name: string | null;
  /** The key records found, in a fixed order. */
  keys: KeyEvaluation[];
  /** Why it was not checked; `null` unless the verdict is `not_checked`. */
  not_checked: NotChecked | null;
  /** `s=` */
  selector: Domain | null;
  /** `t=`, in seconds since 1970; capped at 2^53. */
  timestamp: number | null;
  /** The verdict; `null` where nothing is to be verified, because the chain has no sound structure. */
  verdict: ArcVerdict | null;
}

/** The verdict on a signature of a set. */
export type ArcVerdict =
  /** It verifies. */
  | 'pass'
  /** It verifies over the header; of the body nothing is known. */
  | 'body_untested'
  /** It does not; `ArcSignature::fault` says why. */
  | 'fail'
  /** The DNS did not answer, or not with one voice. */
  | 'temperror'
  /** The answer about its key is awaited. */
  | 'pending'
  /** It was not checked. */
  | 'not_checked';

/** An Authentication-Results or ARC-Authentication-Results field: a claim. */
export interface AuthenticationResults {
  /** Who says so; `null` where it was left out, as Exchange does. */
  authserv_id: Part | null;
  /** The comments that belong to no result. */
  comments: Part[];
  /** What is wrong with the field. */
  faults: ResultsFault[];
  /** The ARC instance, 1 to 50; `null` also where none must stand. */
  instance: number | null;
  /** Number of parts that are not kept because there are too many. */
  left_out: number;
  /** `none`: no method was tried. */
  none: Span | null;
  /** The results in their order, up to 200. */
  results: MethodResult[];
  /** The field's value. */
  span: Span;
  /** Text outside of every result that the grammar has no place for. */
  unread: Part[];
  /** The version, if one is written. */
  version: Part | null;
}

/** Whether the message is proven to come from the author's domain. */
export type AuthorProof =
  /** A signature of the domain, or of one that is aligned with it, verifies. */
  | 'proven'
  /** It verifies over the header; nothing is known of the body. */
  | 'header_proven'
  /**
   * No such signature verifies; the host that handed the message over may send for the domain. That
   * rests on what the receiver wrote in the header.
   */
  | 'route'
  /**
   * No such signature verifies; the host that handed the message over passes SPF for the domain, yet
   * only because the record passes almost everybody. DMARC counts that (RFC 9989 §4.4.2); it proves
   * nothing.
   */
  | 'open_route'
  /** Nothing proves it. */
  | 'not_proven'
  /** Questions are open. */
  | 'pending'
  /** What could prove it was not checked, or could not be. */
  | 'not_checked'
  /** There is no single author to prove. */
  | 'no_author';

/** Why base64 text cannot be read. */
export type Base64Fault =
  /** It holds an octet that is neither base64 nor white space. */
  | 'foreign_octet'
  /** Its length or its padding is wrong. */
  | 'padding'
  /** There is nothing. */
  | 'empty';

/** Where a part of the envelope is known from. Fields are places in `Report::fields`. */
export type Basis =
  /** The reader gave it. */
  | {
    kind: 'given';
  }
  /** A Received field. */
  | {
    /** The field. */
    field: number;
    kind: 'received';
  }
  /** A Return-Path field. */
  | {
    /** The field. */
    field: number;
    kind: 'return_path';
  }
  /** A Received-SPF field. */
  | {
    /** The field. */
    field: number;
    kind: 'received_spf';
  }
  /** An Authentication-Results field. */
  | {
    /** The field. */
    field: number;
    kind: 'authentication_results';
  }
  /** A Delivered-To field. */
  | {
    /** The field. */
    field: number;
    kind: 'delivered_to';
  };

/** Where empty lines are that are not at an end. */
export type BlankLinePlace =
  /** At the beginning of the body or of a part. */
  | 'beginning'
  /** Between other lines. */
  | 'within';

/** The hop by which the message came into the receiver's hands, and from whom. */
export interface Boundary {
  /** Why there. */
  basis: BoundaryBasis;
  /**
   * The address of the host from outside; `null` if it is not known from the connection, and where a host of
   * the receiver's own handed the message over that nothing tells to be the client, or one that may be the receiver's own.
   */
  client: Address | null;
  /**
   * The receiver's domain, by the name of its topmost host: guessed, unless the DNS has told which
   * organization it is of; `null` where no host is named.
   */
  domain: Name | null;
  /**
   * The weakest reason for which a host between here and the receiver is held for the receiver's own;
   * `null` if there is none between.
   */
  evidence: BoundaryEvidence | null;
  /** What that host called itself in HELO or EHLO. */
  helo: Part | null;
  /** The hop's place in `Trace::hops`: what stands before it is a claim. */
  hop: number;
}

/** Why the boundary lies where it does. */
export type BoundaryBasis =
  /** The hop is the first, seen from the receiver, whose sending host is from outside. */
  | 'first_outside'
  /**
   * The sending host gives itself a name of the receiver's domain, which nothing confirms; so it
   * is taken for one from outside.
   */
  | 'own_name_unconfirmed'
  /**
   * The same, and a host of this very name wrote the hop before: a relay of the receiver's, or somebody who made
   * that hop up. Neither is taken for the client.
   */
  | 'own_name_unsettled'
  /** The hop before was written by a host of another domain. */
  | 'domain_left'
  /**
   * The sending host is one of the receiver's own, and sends for the provider's customers: the receiver's
   * results name it as the client, the message was handed in there, or another host wrote the hop before.
   */
  | 'own_server'
  /** Every hop is within the receiver's domain. */
  | 'all_inside'
  /** It was given from outside. */
  | 'given';

/** Why a sending host is held for one of the receiver's own: strongest first. */
export type BoundaryEvidence =
  /** The hop's protocol, or that no sending host is named: the receiving host wrote to itself. */
  | 'protocol'
  /** The address is a private one or the host's own. */
  | 'address'
  /** The address leads to a name of the receiver's domain, and the receiving host checked it. */
  | 'reverse_name'
  /** Its name is one of the receiver's domain, and its address one of the same IPv6 network (/32). */
  | 'network'
  /** Its name alone: the receiving host writes no address. */
  | 'name_alone';

/** A canonicalization algorithm (RFC 6376 §3.4). */
export type Canonicalization =
  /** Tolerates next to nothing. */
  | 'simple'
  /** Tolerates changes of white space. */
  | 'relaxed';

/** Something that happened to the message. */
export interface Cause {
  /** What the owner of the signing domain can do about it, in this case. */
  advice: Advice[];
  /** What happened. */
  finding: Finding;
  /** Who brings such a thing about. */
  kind: CauseKind;
  /** How that is known. */
  proof: Proof;
  /** The changes that undo it, in the order of the source. */
  restored: Restored[];
}

/** Causes that have the same culprits. */
export type CauseKind =
  /** A footer was added. */
  | 'footer'
  /** A text was put before the author's. */
  | 'banner'
  /** A list put something into the subject. */
  | 'subject'
  /** The receiver's filter or gateway marked the subject. */
  | 'filter'
  /** The author's or the reply address was changed. */
  | 'author'
  /** Links were rewritten. */
  | 'links'
  /** An attachment was replaced. */
  | 'attachment'
  /** Line ends, white space or single characters were changed. */
  | 'copying'
  /** The same was written in another form. */
  | 'rewriting'
  /** Fields were changed. */
  | 'fields'
  /** The end is missing. */
  | 'incomplete'
  /** The signature was damaged. */
  | 'damage'
  /** The signer made a mistake. */
  | 'signer'
  /** The key is not published as it should be. */
  | 'key'
  /** Nothing of the text is signed. */
  | 'empty';

/** The chain of a message (RFC 8617 §4.3) and what its validation came to (§5.2). */
export interface Chain {
  /** What makes it fail: the first that the steps of RFC 8617 §5.2 come to. It is among `Report::findings` too. */
  cause: Finding | null;
  /** Why it was not checked; `null` unless the verdict is `not_checked`. */
  not_checked: NotChecked | null;
  /**
   * The lowest instance from which on every ARC-Message-Signature verifies, 0 if all do; `null`
   * while that is not known, and where the newest one does not verify.
   */
  oldest_pass: number | null;
  /** The verdict. */
  result: ArcResult;
  /** The sets, from the lowest instance up; none where there are more than 50. */
  sets: ArcSet[];
  /**
   * The ARC fields that belong to no set, as places in
   * `Report::fields`: without an instance, or the second of their kind.
   */
  strays: number[];
}

/** What `cv=` says (RFC 8617 §4.4). */
export type ChainValidation =
  /** There was no chain before. */
  | 'none'
  /** The chain before was valid. */
  | 'pass'
  /** It was not. */
  | 'fail';

/** What became of something. */
export type Change =
  /** It was put in. */
  | 'added'
  /** It was taken out. */
  | 'removed';

/** Characters that were replaced by look-alikes. */
export type Characters =
  /** No-break spaces and plain ones. */
  | 'spaces'
  /** Typographic and straight quotation marks. */
  | 'quotes'
  /** Dashes and hyphens. */
  | 'dashes'
  /** `…` and three dots. */
  | 'ellipsis'
  /** Soft hyphens, zero-width characters. */
  | 'invisible'
  /** Several of these. */
  | 'several';

/** The outcome of one of the checks that a verdict rests on. */
export type Check =
  /** Holds. */
  | 'pass'
  /** Does not hold. */
  | 'fail'
  /** An earlier problem leaves nothing to check. */
  | 'not_reached'
  /** A DNS answer is awaited. */
  | 'pending'
  /** This copy of the message, or the answer at hand, does not allow the check. */
  | 'untestable';

/** The checks, each judged apart from the others. */
export interface Checks {
  /** `bh=` is the hash of the body. */
  body_hash: Check;
  /** The key record allows this signature, and the key is fit for use. */
  key_permits: Check;
  /**
   * `b=` verifies over the header fields: the arithmetic's own outcome, whatever policy says of
   * the algorithm or the key's size.
   */
  signature: Check;
  /** Not expired. */
  time: Check;
}

/** A field of results. */
export interface Claim {
  /** Its results beside ours. */
  comparisons: Comparison[];
  /** The field's place in `Report::fields`. */
  field: number;
  /** Which field it is. */
  kind: ClaimKind;
  /** What it says, if it is a Received-SPF. */
  received_spf: ReceivedSpf | null;
  /** What it says, if it is one of Authentication-Results. */
  results: AuthenticationResults | null;
  /**
   * Who can have written it. `Standing::Adjoining` only if it names the receiver, which has to
   * remove such fields of others (RFC 8601 §5), and if nothing that is known contradicts it; even then it is
   * no ground for anything.
   */
  standing: Standing;
}

/** Which field it is. */
export type ClaimKind =
  /** Authentication-Results (RFC 8601). */
  | 'authentication_results'
  /**
   * Authentication-Results-Original, X-Original-Authentication-Results and the like: what a later
   * host found and set aside.
   */
  | 'original'
  /** Received-SPF (RFC 7208 §9.1). */
  | 'received_spf';

/** A part of the envelope, and where it is known from. */
export interface Claimed {
  /** Where it is known from. */
  basis: Basis;
  /** Who wrote that. */
  standing: Standing;
  /** What it is. */
  value: string;
}

/** What an ARC-Authentication-Results field says. Whoever sealed it vouches for it, and nobody else. */
export interface Claims {
  /** The field's place in `Report::fields`. */
  field: number;
  /** What it says. */
  results: AuthenticationResults;
}

/** A result of a field beside ours. */
export interface Comparison {
  /** Whether both say the same. */
  agrees: boolean;
  /** Why not; `null` where they agree, or ours is pending. */
  difference: Difference | null;
  /** Place of the signature in `Report::dkim`, or of the check in `Report::spf`. */
  index: number | null;
  /** The method. */
  method: Method;
  /** Ours, as the report spells it; `null` if there is nothing that it could be about. */
  ours: string | null;
  /** Place of the result in `AuthenticationResults::results`; 0 of a Received-SPF field. */
  result: number;
  /** The result that the field gives, as it writes it. */
  theirs: string;
}

/** What a message was found in. */
export type Container =
  /** Nothing: it stands by itself. */
  | 'none'
  /** An mbox. */
  | 'mbox'
  /** A report about a message that could not be delivered (RFC 6522). */
  | 'bounce'
  /** Another message, to which it is attached. */
  | 'message'
  /** An Outlook `.msg` file. */
  | 'outlook_msg';

/** Which parts of the message a signature covers (RFC 6376 §5.4.2, §8.2, §8.15). */
export interface Coverage {
  /** Names in `h=` that no field is left for: none can be added without breaking the signature. */
  absent_fields: string[];
  /**
   * Of the fields that a mail program shows or goes by, those that can be added on top without
   * breaking the signature (RFC 6376 §8.15), lower case.
   */
  addable_fields: string[];
  /** Octets of the canonical body that are signed; `null` while the body is absent. */
  signed_body_octets: number | null;
  /** The fields whose octets are signed, as places in `Report::fields`, in ascending order. */
  signed_fields: number[];
  /** Octets of the canonical body after them. */
  unsigned_body_octets: number | null;
  /** The other fields. */
  unsigned_fields: number[];
}

/** What happened to `b=`. */
export type Damage =
  /** `=` became `=3D`. */
  | 'quoted_printable'
  /** `+` became a space, or was percent-encoded. */
  | 'plus_sign'
  /** Characters are missing. */
  | 'shortened'
  /** Letters were changed to lower case. */
  | 'lower_case'
  /** Characters that are no base64. */
  | 'foreign_characters';

/** What decided between two readings of a source. */
export type Decision =
  /** The body has the hash that was signed. */
  | 'body_hash'
  /** A signature verifies. */
  | 'signature'
  /** Nothing: the likelier one was taken. */
  | 'nothing';

/** What DMARC finds if the message comes that way. */
export interface Delivery {
  /** Whether a signature of the author's domain still verifies. */
  dkim: boolean;
  /** Whether DMARC passes. */
  dmarc: boolean;
  /** The way. */
  kind: DeliveryKind;
  /**
   * The result of SPF: of a forwarder's own address where that is in the envelope, else what the record
   * gives for a host that it names nowhere; `not_checked` where that is not known.
   */
  spf: SpfResult;
  /** Whether that result counts for the author's domain. */
  spf_aligned: boolean;
}

/** A way for the message to come to a mailbox. */
export type DeliveryKind =
  /** As it came. */
  | 'direct'
  /** Forwarded by a server that leaves the envelope as it is. */
  | 'forwarded'
  /** Forwarded by a server that puts an address of its own into the envelope (SRS). */
  | 'forwarded_srs'
  /** By a mailing list, or a forwarder, that adds a footer or changes the subject. */
  | 'changed';

/** A provider's demand, and where it stands. */
export interface Demand {
  /** Whom it is for. */
  applies_to: AppliesTo;
  /** The provider. */
  provider: Provider;
  /** Since when: a date or a month, as ISO 8601 writes it. */
  since: string;
  /** Where the provider says so. */
  url: string;
}

/** Whether a destination takes the reports. */
export type DestinationState =
  /** It belongs to the organization itself, or is no mailbox: nobody has to agree. */
  | 'not_needed'
  /** Its domain says that it takes them. */
  | 'authorized'
  /** Its domain does not say so: receivers send it no reports. */
  | 'not_authorized'
  /** Sources give different answers. */
  | 'answers_differ'
  /** An answer is awaited. */
  | 'pending'
  /** It was not asked for, or no answer could be had. */
  | 'not_checked';

/** Why one signature does not verify. */
export interface Diagnosis {
  /** Whether the body hash is explained. */
  body: Explained;
  /** What happened. */
  causes: Cause[];
  /** Octets hashed by the search, or written to be hashed. */
  hashed_octets: number;
  /** Whether `b=` is explained. */
  header: Explained;
  /** Signature operations of the search. */
  operations: number;
  /** The signature's place in `Report::dkim`. */
  signature: number;
}

/** Why what a field says is not what we find. */
export type Difference =
  /** The key is not published any more, or another one is. */
  | 'key_gone'
  /** This copy has no body. */
  | 'header_only'
  /** The message was changed after the field was written. */
  | 'changed'
  /** The signature has expired since. */
  | 'expired'
  /** The DNS was asked today, not when the message came in. */
  | 'records_since'
  /** The receiver goes by rules of its own, such as those on weak keys. */
  | 'local_policy'
  /** We did not check, or could not. */
  | 'not_checked'
  /** The message holds nothing that the result can be about. */
  | 'nothing_like_it'
  /** Nobody but the sender need have written it. */
  | 'forgeable'
  /** None of these. */
  | 'unknown';

/** The verdict, spelled as RFC 8601 §2.7.1 does, and two more for what is not settled. */
export type DkimResult =
  /** The signature verifies. */
  | 'pass'
  /** It does not. */
  | 'fail'
  /** It cannot be judged for a reason that lies in the copy of the message. */
  | 'neutral'
  /** It cannot be judged for a reason that will not go away. */
  | 'permerror'
  /** It cannot be judged for a reason that may go away. */
  | 'temperror'
  /** A DNS answer is awaited. */
  | 'pending'
  /** It was not checked; `Verification::not_checked` says why. */
  | 'not_checked';

/** What DMARC says, and on what it rests. */
export interface DmarcEvaluation {
  /** The identifiers that were authenticated. */
  alignments: Alignment[];
  /** The one domain in From. */
  author_domain: Name | null;
  /** Names with the domain in them twice at which a record was looked for, where there is none. */
  doubled?: Step[];
  /** The same with `t=y` taken into account. */
  effective_policy: Policy | null;
  /** Whether the author domain exists; `null` where nothing depends on it. */
  existence: Existence | null;
  /** Where RFC 7489, which many receivers still go by, may say otherwise. */
  former: Former[];
  /** What it says; `null` where it can say nothing else, or answers are not at hand. */
  former_answer: FormerAnswer | null;
  /** The author domain's organizational domain, once it is known. */
  organizational_domain: Name | null;
  /** What the record asks for, if the message fails. */
  policy: Policy | null;
  /** The domain whose record applies. */
  policy_domain: Name | null;
  /** Why it is that one. */
  policy_source: PolicySource | null;
  /** The tag of the record that applies. */
  policy_tag: PolicyTag | null;
  /** The result. */
  result: DmarcResult;
  /** The walk from the author domain. */
  walk: Walk | null;
}

/** What DMARC needs an answer for. */
export type DmarcNeed =
  /** The policy record of the author domain (RFC 9989 §4.10.1). */
  | 'policy'
  /** The organizational domain of an identifier (RFC 9989 §4.10.2). */
  | 'alignment'
  /** Whether the author domain exists (RFC 9989 §4.7, `np`). */
  | 'existence'
  /** Whether the record was entered with the domain twice. */
  | 'doubled_name';

/** The result (RFC 9989 §9.2), or why there is none. */
export type DmarcResult =
  /** An authenticated identifier is aligned with the author domain. */
  | 'pass'
  /** None is. */
  | 'fail'
  /** DMARC does not apply: there is no policy record, or no single author domain. */
  | 'none'
  /** The DNS did not answer a question on which it rests. */
  | 'temperror'
  /** It would pass if the body, of which nothing is known, is as it was signed. */
  | 'would_pass'
  /** Questions are open on which it rests. */
  | 'pending'
  /** A question on which it rests was not asked, or something was not checked. */
  | 'not_checked';

/** A domain name as it is looked up and, where that differs, as people write it. */
export interface Domain {
  /** In ASCII, lower case (RFC 5890 A-labels where needed). */
  a_label: Name;
  /** In Unicode, where a label is a valid A-label. */
  u_label: string | null;
}

/** The domain that was given in place of a message, and the key under a selector of it. */
export interface DomainReport {
  /** The look-up of the key under a name with the domain twice, where it is not found under its own. */
  doubled_zone: DoubledZone | null;
  /** Why no key found serves, where that can be told. */
  key_cause: KeyCause | null;
  /** The name that the key is asked for under. */
  key_name: Name | null;
  /** What the look-up of the key gave; `null` without a selector. */
  key_state: LookUp | null;
  /** The key records found, in a fixed order. No signature was tried on them. */
  keys: KeyEvaluation[];
  /** The domain. */
  name: Domain;
  /** The selector, if one was given. */
  selector: Domain | null;
}

/** Whether the key stands where it gets if the zone's name is entered twice. */
export interface DoubledZone {
  /** That name: `s=._domainkey.d=.d=`. */
  name: string;
  /** The record found there, under its right name. */
  repair: KeyRepair | null;
  /** What the look-up gave. */
  state: LookUp;
}

/** What forwarding did to a proof of the author's domain. */
export type Effect =
  /** It still holds. */
  | 'kept'
  /** It fails. */
  | 'broken'
  /** It holds for another domain than the author's. */
  | 'replaced'
  /** There was nothing of that kind. */
  | 'absent'
  /** That cannot be told, or not yet. */
  | 'unknown';

/** The envelope as far as it is known. */
export interface Envelope {
  /** The client's address: a public one, unless the reader gave it. */
  client: Claimed | null;
  /** The name it gave with HELO or EHLO. */
  helo: Claimed | null;
  /** The reverse-path without angle brackets; empty if it is null. */
  mail_from: Claimed | null;
  /** The host that took the message from outside, as it writes its name. */
  receiver: string | null;
  /** The mailbox that the message was delivered to. */
  recipient: Claimed | null;
}

/** A report and what is still to be asked. */
export interface Evaluation {
  /** Always complete: a part that waits for an answer says so. */
  report: Report;
  /** The questions that are open; none if and only if nothing is pending. */
  requests: Request[];
}

/** Whether the author domain exists (RFC 9989 §3.2.13). */
export type Existence =
  /** It does. */
  | 'exists'
  /** The answer was NXDOMAIN. */
  | 'does_not_exist'
  /** It is still to be asked for. */
  | 'pending'
  /** No answer could be had, or it was not asked for; it is taken to exist. */
  | 'unknown';

/** Whether a half of a signature is explained. */
export type Explained =
  /** There is nothing to explain: it verifies, or was not checked. */
  | 'not_needed'
  /** Undoing the proven causes makes it match. */
  | 'proven'
  /** Everything was tried, and nothing makes it match. */
  | 'unexplained'
  /** Nothing that was tried makes it match, but the budget left something untried. */
  | 'cut_short'
  /** Without the right key nothing can be compared. */
  | 'incomparable'
  /** It was left to a later search. */
  | 'pending';

/** The domain's own words for a "fail" (RFC 7208 §6.2). */
export type Explanation =
  /** There is none, or none that can be used. */
  | {
    kind: 'absent';
  }
  /** An answer is awaited. */
  | {
    kind: 'pending';
  }
  /** Written by the domain's owner: visible ASCII and spaces, at most 1024. */
  | {
    kind: 'text';
    /** The text. */
    text: string;
  };

/** An extended DNS error (RFC 8914 §2). */
export interface ExtendedError {
  /** INFO-CODE. */
  code: number;
  /** EXTRA-TEXT; empty if none was sent. */
  text: string;
}

/** What a body is, or is a part of. */
export type Extent =
  /** All of the body. */
  | 'body'
  /** A part of it. */
  | 'part';

/** What a picture, an archive or a document given instead of a message is. */
export type FileKind =
  /** PNG, JPEG, GIF, WebP, BMP, TIFF or HEIC. */
  | 'picture'
  /** Portable Document Format. */
  | 'pdf'
  /** ZIP, and the office formats that are ZIP files. */
  | 'zip'
  /** An OLE compound file: Outlook's `.msg`. */
  | 'outlook_msg'
  /** Text in UTF-16. */
  | 'utf16'
  /** A page of HTML without a header section. */
  | 'html'
  /** A DKIM key record. */
  | 'dkim_record'
  /** The results of a receiver's checks: an Authentication-Results field, or its value. */
  | 'auth_results'
  /** What a mail server said when it refused a message. */
  | 'bounce_text'
  /** The table that a web mail shows above the source. */
  | 'page_without_source'
  /** A mail as it is displayed. */
  | 'rendered_text'
  /** Anything else. */
  | 'unknown';

/** Something noticed about the message, its signatures or the DNS records behind them. */
export type Finding = (
  | MessageProblem
  | DkimProblem
  | IdentityProblem
  | ArcProblem
  | PasteProblem
  | DiagnosisProblem
  | SpfProblem
  | DmarcProblem
  | TraceProblem) & {
  /** The text that decides, where one does. */
  reference: Reference | null;
  /** How much it matters. */
  severity: Severity;
  /** Where in the source it can be seen, where it can. */
  span: Span | null;
  /** What it is about. */
  subject: Subject;
};

/** Where a field is folded that was folded otherwise. */
export type Fold =
  /** At another place. */
  | 'elsewhere'
  /** Inside of a line longer than a server passes on. */
  | 'long_line';

/** Where a footer was put. */
export type FooterPlace =
  /** At the end of the body. */
  | 'body'
  /** At the end of a text part. */
  | 'text_part'
  /** At the end of an HTML part. */
  | 'html_part'
  /** In a MIME part of its own. */
  | 'own_part'
  /** The body was put into a new multipart together with it. */
  | 'wrapped';

/** A reason why a receiver that goes by RFC 7489 may come to another answer. */
export type Former =
  /** `pct=` below 100: the policy is applied to a part of the mail alone (RFC 7489 §6.3). */
  | 'share'
  /** `np=` decides, which RFC 7489 does not know. */
  | 'non_existent'
  /** `psd=` decides, which RFC 7489 does not know: it goes by a public suffix list. */
  | 'public_suffix'
  /** `t=y` makes the policy milder, which RFC 7489 does not know. */
  | 'testing'
  /** The organizational domain is another one by a public suffix list. */
  | 'organization'
  /** Several records at one name end the search (RFC 7489 §6.6.3). */
  | 'several';

/** What a receiver finds that goes by RFC 7489 and has the same answers of the DNS. */
export interface FormerAnswer {
  /**
   * Whether it rests on organizational domains that are guessed by their form. RFC 7489 goes by a list
   * of public suffixes, which is not at hand.
   */
  is_guessed: boolean;
  /** What the record asks for, if the message fails. */
  policy: Policy | null;
  /** The domain whose record applies. */
  policy_domain: Name | null;
  /** The result. */
  result: DmarcResult;
  /** `pct=`: to how much of the mail that fails, in percent. */
  share: number;
}

/** Forwarding, as the marks that it leaves tell of it. Nothing of that is proven. */
export interface Forwarding {
  /** DKIM of the author's domain. */
  dkim: Effect;
  /** DMARC. */
  dmarc: Effect;
  /** The domain or host that forwarded, where it is named. */
  forwarder: string | null;
  /** How. */
  kind: ForwardingKind;
  /**
   * The mailing list that the message came through before that, by its identifier (RFC 2919), where the hops
   * or the mailboxes show both steps.
   */
  list: string | null;
  /** The mailbox that forwards, where it is named. */
  mailbox: string | null;
  /** The envelope's sender before that, where a rewritten one holds it. */
  original_sender: string | null;
  /** The marks that tell of it, as places in `Trace::signs`. */
  signs: number[];
  /** SPF of the author's domain. */
  spf: Effect;
}

/** How a message was forwarded. */
export type ForwardingKind =
  /** By a server that leaves the envelope's sender as it is. */
  | 'plain'
  /** By a server that puts an address of its own into the envelope (SRS and the like). */
  | 'rewritten'
  /** By a mailing list. */
  | 'list'
  /** By a person or a program that sent it again (RFC 5322 §3.6.6). */
  | 'resent';

/** A From field, as it stands and as it is understood. */
export interface FromField {
  /** Its place in `Report::fields`. */
  field: number;
  /** Its mailboxes. */
  mailboxes: Mailbox[];
  /** Its value as text, unfolded. */
  text: string;
}

/** A word of a record that is guessed from its spelling. */
export interface Guess {
  /** What stands there, `tag=value`. */
  found: string;
  /** What was probably meant. */
  meant: string;
}

/** One step of the way. */
export interface Hop {
  /** Whether the sender logged in (RFC 3848, the protocols that end in `A`). */
  authenticated: boolean;
  /** Whether the delay is below 0: the clock of this host or of the one before is wrong, or a date is made up. */
  clock_skew: boolean;
  /** Seconds since the hop before that has a date; below 0 where a clock is wrong. */
  delay: number | null;
  /** The field's place among the header fields. */
  field: number;
  /** Why it is a hop within a host or a network, if it is one. */
  internal: Internal | null;
  /** What the field says. */
  received: Received;
}

/** A problem and where it is seen. */
export interface HopFault {
  /** What is wrong. */
  problem: HopProblem;
  /** The part of the field that shows it. */
  span: Span;
}

/** What is wrong with a part of a Received field. */
export type HopProblem =
  /** The field says nothing. */
  | 'empty'
  /** Neither the sending nor the receiving host is named. */
  | 'no_host'
  /** A clause without a value. */
  | 'clause_empty'
  /** A clause that stands in the field before. */
  | 'clause_twice'
  /** The sending host's address is given more than once, with different values: none is taken. */
  | 'several_addresses'
  /** No date stands at the end (RFC 5321 §4.4). */
  | 'date_missing'
  /** What stands after the last semicolon is no date. */
  | 'date_unreadable'
  /** Words that belong to no clause. */
  | 'unread'
  /** A comment that does not end, or with more than 50 within each other. */
  | 'comment_unsound'
  /** A quoted string that does not end. */
  | 'quote_unclosed'
  /** More parts than are kept; the rest is counted. */
  | 'too_many';

/** Who and what the message says it is about. Nothing here is proven. */
export interface Identifiers {
  /** The domain of the author, if there is exactly one From field, and its mailboxes are all of one domain. */
  author_domain: Domain | null;
  /** The topmost Date as text, unfolded. */
  date: string | null;
  /** Every From field, top to bottom. */
  from: FromField[];
  /** The topmost Subject, decoded. */
  subject: string | null;
  /** The same in seconds since 1970, if it is a date. */
  time: number | null;
  /** The topmost To as text, unfolded and decoded. */
  to: string | null;
}

/** Why a hop is one within a host or a network. */
export type Internal =
  /**
   * The protocol is one of delivery within a host (`local`, `pipe`, `mapi`), or one by which the reader's own
   * program fetched the message from a mailbox (`imap`, `pop3`).
   */
  | 'local'
  /** The protocol is LMTP, by which a host hands mail to a mailbox of its own network (RFC 2033 §1). */
  | 'lmtp'
  /** The message was handed over by HTTP: from a program's or a web mail's own interface. */
  | 'http'
  /** No sending host is named: the host handed the message to itself. */
  | 'no_sender'
  /** The address of one of the two hosts is the host's own. */
  | 'loopback'
  /** The sending host's address is a private one. */
  | 'private_address'
  /** Both hosts have the same name, and no address is given. */
  | 'same_host';

/** Why the key does not serve, in a word. */
export type KeyCause =
  /**
   * Another key is published than the one that signed, or `b=` was damaged, or `s=` names the key
   * of another signature: the signature does not open under this key.
   */
  | 'changed'
  /** `p=` is empty. */
  | 'revoked'
  /** There is no key record, or none with a key. */
  | 'missing'
  /** The key is of another type than the record or the signature says. */
  | 'wrong_type'
  /** The end of the key is lost. */
  | 'truncated'
  /** Characters inside of the key are lost. */
  | 'damaged'
  /** Backslashes stand before semicolons. */
  | 'escaped_semicolons'
  /** Quotation marks stand in the text. */
  | 'stray_quotes';

/** A key record and what it did for the signature. */
export interface KeyEvaluation {
  /** Bits of the RSA modulus, or 256. */
  bits: number | null;
  /** The RSA public exponent, where it is below 2^33. */
  exponent: number | null;
  /** The type of key, if it can be read. */
  key_type: KeyType | null;
  /** The name it was found under. */
  name: string;
  /** `n=`, notes for people. */
  notes: string | null;
  /**
   * Whether an RSA signature that does not verify opens under the key to a hash of the declared
   * kind (RFC 8017 §8.2.2): then key and `b=` belong together, and what was signed has changed.
   */
  opens: boolean | null;
  /** Whether the record allows this signature, and the key is fit for use. */
  permits: Check;
  /** Who gave it. */
  provenance: Provenance;
  /** The record's text. */
  record: string;
  /** What to publish instead, where that can be told. */
  repair: KeyRepair | null;
  /** What the arithmetic says with this key. */
  signature: Check;
  /** `t=s`: the domain of `i=` must be `d=` itself. */
  strict: boolean;
  /** `t=y`: the domain says that it is testing. */
  testing: boolean;
}

/** Why octets are no public key of the type that the record names. */
export type KeyFault =
  /** The DER structure cannot be read. */
  | 'der'
  /** The structure holds a key of another algorithm. */
  | 'other_algorithm'
  /** Octets follow the structure. */
  | 'trailing_octets'
  /** The modulus is zero, one, negative or even. */
  | 'modulus'
  /** The public exponent is even, below 3 or not below 2^33. */
  | 'exponent'
  /** The modulus has more than 8192 bits. */
  | 'too_large'
  /** An Ed25519 key does not have 32 octets. */
  | 'length'
  /** The octets are no point of the curve, or a point of small order. */
  | 'point';

/** A record to publish in place of one that does not serve. */
export interface KeyRepair {
  /** The name it belongs under. */
  name: string;
  /** Whether the signature over the header verifies with it. */
  proof: Check;
  /** Its text. */
  record: string;
  /** Its type. */
  record_type: RepairType;
  /**
   * The same in character-strings of at most 255 octets, escaped as a zone file wants them
   * between quotation marks (RFC 1035 §5.1); none for an alias.
   */
  strings: string[];
}

/** The type of a public key. */
export type KeyType =
  /** RSA. */
  | 'rsa'
  /** Ed25519. */
  | 'ed25519';

/** `key=value`. */
export interface KeyValue {
  /** The key as written. */
  key: Part;
  /** The value; empty if none is written. */
  value: Part;
}

/** A cap of the analysis that was reached. */
export type Limit =
  /** Number of header fields. */
  | 'header_fields'
  /** Octets of the header section. */
  | 'header_octets'
  /** Octets of one header field. */
  | 'field_octets'
  /** Addresses in one field. */
  | 'addresses'
  /** Nested comments or groups in an address field. */
  | 'nesting'
  /** Encoded words in one field. */
  | 'encoded_words'
  /** Number of `Received` fields. */
  | 'received'
  /** Number of ARC sets. */
  | 'arc_sets'
  /** Results in one `Authentication-Results` field. */
  | 'authentication_results'
  /** Depth of MIME parts. */
  | 'mime_depth'
  /** Number of MIME parts. */
  | 'mime_parts';

/** What became of the line ends. */
export type LineEndForm =
  /** Every one stands twice. */
  | 'doubled'
  /** CR CR LF. */
  | 'cr_cr_lf'
  /** CR alone. */
  | 'cr'
  /** LF alone, hashed so by the signer. */
  | 'signer_hashed_lf'
  /** LF alone at the end of some lines, hashed so by the signer. */
  | 'signer_hashed_some_lf';

/** A service that rewrites links. */
export type LinkService =
  /** Microsoft Defender Safe Links. */
  | 'safelinks'
  /** Proofpoint URL Defense. */
  | 'proofpoint'
  /** Barracuda Link Protection. */
  | 'barracuda'
  /** Cisco Secure Email. */
  | 'cisco'
  /** Sophos Email. */
  | 'sophos'
  /** Trend Micro. */
  | 'trend_micro'
  /** Mimecast. */
  | 'mimecast'
  /** Another one. */
  | 'other';

/** What became of an additional question. */
export type LookUp =
  /** The answer is awaited. */
  | 'pending'
  /** What was looked for is there. */
  | 'found'
  /** It is not. */
  | 'absent'
  /** Nobody answered. */
  | 'not_checked';

/** A mailbox of an address field. */
export interface Mailbox {
  /** The address as written, local part and domain. */
  address: string;
  /** The domain, if it is one. */
  domain: Domain | null;
  /** The display name, decoded. */
  name: string | null;
}

/** An ARC-Message-Signature field: a signature over the message (RFC 8617 §4.1.2). */
export interface MessageSignature {
  /** `c=`, second part. */
  body_canonicalization: Canonicalization | null;
  /** Whether `bh=` is the hash of the body. */
  body_hash: Check;
  /** What is covered; `null` if `h=` or `c=` cannot be read. */
  coverage: Coverage | null;
  /** The field's place in `Report::fields`. */
  field: number;
  /** `c=`, first part. */
  header_canonicalization: Canonicalization | null;
  /** Who signed, and whether it verifies. */
  signature: ArcSignature;
}

/** A method whose result can be compared with ours. */
export type Method =
  /** DKIM. */
  | 'dkim'
  /** SPF. */
  | 'spf'
  /** DMARC. */
  | 'dmarc';

/** A result as RFC 8601 §2.7 and the methods' own RFCs define it, whatever the case of its letters. */
export type MethodOutcome =
  /** Passed. */
  | 'pass'
  /** Failed. */
  | 'fail'
  /** SPF: probably not authorized. */
  | 'softfail'
  /** Exchange's `compauth`: passed for want of a reason against it. */
  | 'softpass'
  /** Nothing can be said. */
  | 'neutral'
  /** There was nothing to check. */
  | 'none'
  /** Passed, but refused by the checker's own policy. */
  | 'policy'
  /** A passing failure; a later try may succeed. */
  | 'temperror'
  /** A lasting failure, such as a record that cannot be read. */
  | 'permerror'
  /** BIMI: the domain publishes no indicator on purpose. */
  | 'declined'
  /** BIMI: not looked at. */
  | 'skipped'
  /** ADSP: discardable. */
  | 'discard'
  /** ADSP: the author's domain does not exist. */
  | 'nxdomain'
  /** ADSP, RRVS: unknown. */
  | 'unknown'
  /** Exchange: passed though the domain has no DMARC record. */
  | 'bestguesspass'
  /** SPF's `fail` in RFC 5451 §2.4.2. */
  | 'hardfail';

/** What one method found (RFC 8601 §2.2, resinfo). */
export interface MethodResult {
  /** The comments, without their parentheses. */
  comments: Part[];
  /** The method as written. */
  method: Part;
  /** The result, if it is one that is defined for some method. */
  outcome: MethodOutcome | null;
  /** The properties in their order, up to 200. */
  properties: Property[];
  /** What `reason=` says. */
  reason: Part | null;
  /** The result as written; `null` if there is none. */
  result: Part | null;
  /** The result with everything that belongs to it, without the semicolons. */
  span: Span;
  /** Text that the grammar has no place for. */
  unread: Part[];
  /** The method's version, if one is written. */
  version: Part | null;
}

/**
 * A domain name in ASCII and lower case, without a final dot: labels of letters, digits, `-` and `_`,
 * or what else a DNS record makes of a name (`Name::from_dns`).
 */
export type Name = string;

/** Why octets are no domain name that can be asked for. */
export type NameFault =
  /** It is empty, or one of its labels is. */
  | 'empty'
  /** It holds an octet that no host name may hold. */
  | 'foreign_octet'
  /** A label is longer than 63 octets, or the name longer than 253. */
  | 'too_long'
  /** A label that is not ASCII has no A-label (RFC 5891). */
  | 'no_a_label'
  /** It has one label only. */
  | 'single_label';

/** What the owner of the author's domain can do next. No single message is a reason for `reject`. */
export type NextStep =
  /** Publish a DMARC record with `p=none` and an address for reports. */
  | 'publish_record'
  /** Mend the record, which does not apply as it is, or was discarded. */
  | 'mend_record'
  /** Mend the faults of the domain that are open: until then a stricter policy would hit its own mail. */
  | 'mend_faults'
  /** Sign with DKIM for the domain itself: without it, forwarded mail fails. */
  | 'sign_for_domain'
  /** Ask for aggregate reports. */
  | 'ask_for_reports'
  /** Read the reports for some weeks; when all one's own mail passes, go on to `quarantine`. */
  | 'read_reports_then_quarantine'
  /** Read on; when nothing of one's own is caught any more, and no user writes to lists, to `reject`. */
  | 'read_reports_then_reject'
  /** Leave it as it is, and read on. */
  | 'keep';

/** An evaluation of `check_host()` for one domain: that of the identity, or one that a record names. */
export interface Node {
  /** Why it gives no statement on the client. */
  cause: SpfCause | null;
  /** Terms that were evaluated here and below, of those that count for the limit of 10. */
  counted_terms: number;
  /** The place in `terms` of the term that decided. */
  decided_by: number | null;
  /** The domain. */
  domain: string;
  /** What breaks its syntax. */
  faults: SpfFault[];
  /** The term that leads here; `null` for the identity's own. */
  parent: Place | null;
  /** The question for the record, as a place in `Evaluation::questions`; `null` if the domain is none. */
  question: number | null;
  /** The record, if there is exactly one. */
  record: string | null;
  /** What the record gives, taken alone. */
  result: SpfResult;
  /** Its terms. */
  terms: Term[];
  /** Of these, the ones that met with an empty answer to the question for their own target. */
  void_look_ups: number;
}

/** Why a question was not put. */
export type NotAskedReason =
  /** A cap on the number of questions. */
  | 'limit'
  /** The name belongs to no public zone. */
  | 'private';

/** Why a signature was not checked. */
export type NotChecked =
  /** The reader chose not to ask for the key. */
  | 'declined'
  /** The key's name belongs to no public zone. */
  | 'private_name'
  /** The cap on the key names that are asked for. */
  | 'key_names'
  /** The cap on the signatures of a message. */
  | 'signatures'
  /** A cap on the header section, which was not read to its end. */
  | 'header'
  /** The cap on arithmetic. */
  | 'arithmetic';

/** What keeps the verdict from being told. */
export type Obstacle =
  /** Questions were not agreed to. */
  | 'declined'
  /** Questions were not answered. */
  | 'unanswered'
  /** Questions are to be put. */
  | 'question'
  /** The body was not given. */
  | 'body'
  /** The copy does not hold enough. */
  | 'source'
  /** A cap was reached. */
  | 'limit'
  /** The header tells too little of the way. */
  | 'way';

/** What RFC 8058 asks for before one click may unsubscribe. */
export type OneClickCondition =
  /** There is one List-Unsubscribe (RFC 2369 §2). */
  | 'unsubscribe'
  /** It holds an `https` URI (§3.1). */
  | 'https'
  /** There is one List-Unsubscribe-Post (§3.1). */
  | 'post'
  /** It says `List-Unsubscribe=One-Click` (§3.1). */
  | 'post_value'
  /** A valid signature covers both (§4). */
  | 'signed';

/** How a record ends that says nothing of those whom it does not name. */
export type OpenEnd =
  /** With neither `all` nor `redirect=`. */
  | 'missing'
  /** With `?all`. */
  | 'neutral'
  /** It names nobody at all. */
  | 'empty';

/** What a text is that stands in place of a key record. */
export type OtherRecord =
  /** A record of SPF (RFC 7208). */
  | 'spf'
  /** A record of DMARC (RFC 9989). */
  | 'dmarc'
  /** Anything else. */
  | 'other';

/** What came back. */
export type Outcome =
  /** Records of the type asked for. */
  | {
    /** The names that a chain of CNAMEs led through, the last one holding the records; empty without one. */
    aliases: string[];
    kind: 'records';
    /**
     * The data of the records, at most 100: of TXT the character-strings joined; of A and AAAA
     * the address in one of its spellings, of MX the preference, a space and the host, of PTR
     * the name, both in lower case and without the final dot (the root as `.`).
     */
    records: string[];
    /** The smallest time to live, in seconds. */
    ttl: number | null;
  }
  /** The name exists, without a record of this type. */
  | {
    kind: 'no_data';
  }
  /** The name does not exist. */
  | {
    kind: 'nx_domain';
  }
  /** The resolver failed. */
  | {
    /** The extended errors it sent. */
    errors: ExtendedError[];
    kind: 'serv_fail';
    /** The RCODE. */
    rcode: number;
  }
  /** No answer could be read. */
  | {
    kind: 'unreachable';
    /** Why. */
    reason: UnreachableReason;
  }
  /** The reader chose not to ask. */
  | {
    kind: 'declined';
  }
  /** The question is not put to anybody. */
  | {
    kind: 'not_asked';
    /** Why. */
    reason: NotAskedReason;
  };

/** A part of a field's value, as text and as a place. */
export interface Part {
  /** Where it stands in the source, quotation marks included. */
  span: Span;
  /**
   * What it says: unfolded, without quotation marks and the backslashes of quoted pairs; octets that
   * are not UTF-8 as in `escape`.
   */
  text: string;
}

/** A term of a record. */
export interface Place {
  /** The record, as a place in `Evaluation::nodes`. */
  node: number;
  /** The term, as a place in `Node::terms`. */
  term: number;
}

/** What the owner of a domain would have done with mail that fails (RFC 9989 §4.7, `p`). */
export type Policy =
  /** No preference. */
  | 'none'
  /** It is suspicious. */
  | 'quarantine'
  /** It is not to be accepted. */
  | 'reject';

/** A policy record. */
export interface PolicyRecord {
  /** `adkim=`. */
  adkim: AlignmentMode;
  /** Whether DMARC is applied with it: not with an invalid policy and nobody to tell (RFC 9989 §4.10.1). */
  applies: boolean;
  /** `aspf=`. */
  aspf: AlignmentMode;
  /** `np=`, where it is valid. */
  np: Policy | null;
  /** `p=`, where it is valid. */
  p: Policy | null;
  /** `psd=`. */
  psd: PublicSuffix;
  /** `rua=`. */
  rua: ReportingUri[];
  /** `ruf=`. */
  ruf: ReportingUri[];
  /** `sp=`, where it is valid. */
  sp: Policy | null;
  /** `t=y`: the policy is to be tested, not applied. */
  testing: boolean;
  /** The record, escaped as all octets of a report are. */
  text: string;
}

/** Whose policy record applies (RFC 9989 §4.10.1). */
export type PolicySource =
  /** The author domain's own. */
  | 'author'
  /** That of its organizational domain. */
  | 'organizational'
  /** That of its public suffix domain. */
  | 'public_suffix';

/** The tag that a policy was taken from. */
export type PolicyTag =
  /** For the domain itself, and wherever the others are missing. */
  | 'p'
  /** For subdomains. */
  | 'sp'
  /** For subdomains that do not exist. */
  | 'np';

/** A problem of the message as a whole or of one of its header fields. */
export type MessageProblem =
  /** Nothing, or white space alone, was given. */
  | {
    code: 'message.source.empty';
  }
  /** What was given has no header section, so it is no message. */
  | {
    code: 'message.source.not-a-message';
    params: {
      /** What it is. */
      found: FileKind;
    };
  }
  /** The source begins with a byte order mark; it was left out. */
  | {
    code: 'message.source.byte-order-mark';
  }
  /** The source begins with an mbox `From ` line; it was left out. */
  | {
    code: 'message.source.mbox-line';
  }
  /** Line ends that are LF alone; they were read as CRLF. */
  | {
    code: 'message.source.bare-lf';
    params: {
      /** How many. */
      count: number;
      /** Line ends in all. */
      of: number;
    };
  }
  /** CR not followed by LF in the body; left as it is, and no line end. */
  | {
    code: 'message.source.bare-cr';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** No empty line ends the header section: there is no body. */
  | {
    code: 'message.body.absent';
  }
  /** No line end stands at the end of the body; it was hashed as if one did. */
  | {
    code: 'message.body.no-final-line-end';
  }
  /** A line of the header section is neither a field nor the continuation of one. */
  | {
    code: 'message.header.malformed-line';
  }
  /**
   * CR not followed by LF in the header section; no line end, though some programs take it for
   * one, and see other fields.
   */
  | {
    code: 'message.header.bare-cr';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** White space stands between a field's name and its colon. */
  | {
    code: 'message.header.space-before-colon';
    params: {
      /** The field's name. */
      name: string;
    };
  }
  /** A field that may stand once stands more than once. */
  | {
    code: 'message.header.duplicate-field';
    params: {
      /** How many there are. */
      count: number;
      /** The field's name in lower case. */
      name: string;
    };
  }
  /** There is no From field. */
  | {
    code: 'message.from.missing';
  }
  /** This copy is a part of a header section, without From: that says nothing of the message. */
  | {
    code: 'message.from.absent';
  }
  /** There is more than one From field. */
  | {
    code: 'message.from.multiple-fields';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** The From field holds more than one mailbox. Of one domain alone, that is the author's domain (RFC 9989 §5.3.1). */
  | {
    code: 'message.from.multiple-mailboxes';
    params: {
      /** How many. */
      count: number;
      /** How many domains they are of. */
      domains: number;
    };
  }
  /** Two readings of the From field name different authors, or none can be read. */
  | {
    code: 'message.from.ambiguous';
  }
  /**
   * Where an address must stand in From, or a part of one, there is an encoded word, which never is one;
   * some mail programs take what it decodes to for the author.
   */
  | {
    code: 'message.from.encoded-address';
  }
  /** A route stands before the author's address, which some mail programs take for the author. */
  | {
    code: 'message.from.source-route';
  }
  /** A comment, or white space, stands in the author's address so that some mail programs read another one. */
  | {
    code: 'message.from.comment-in-address';
  }
  /**
   * The part of the author's address before the domain holds an `@` in quotation marks; some mail
   * programs read another domain there.
   */
  | {
    code: 'message.from.quoted-at';
  }
  /** The display name shows an address of another domain than the author's. */
  | {
    code: 'message.from.address-in-name';
    params: {
      /** That address. */
      address: string;
    };
  }
  /** From holds a control character, plain or in an encoded word. */
  | {
    code: 'message.from.control-character';
  }
  /** The author's address or domain holds something that no domain name may hold. */
  | {
    code: 'message.from.invalid-domain';
  }
  /** A cap of the analysis was reached; what lies beyond it was not looked at. */
  | {
    code: 'message.limit.reached';
    params: {
      /** Its size. */
      allowed: number;
      /** How many there are, at least. */
      found: number;
      /** Which cap. */
      limit: Limit;
    };
  };

/**
 * A problem of a DKIM signature (`dkim.signature.…`), of a key record (`dkim.key.…`) or of the
 * set of signatures (`dkim.message.…`).
 */
export type DkimProblem =
  /** The message has no DKIM-Signature field. */
  | {
    code: 'dkim.message.unsigned';
  }
  /** More signatures than are verified; the rest is `not_checked`. */
  | {
    code: 'dkim.message.too-many-signatures';
    params: {
      /** The cap. */
      allowed: number;
      /** How many there are. */
      found: number;
    };
  }
  /** More key names than are asked for at once; the rest is `not_checked`. */
  | {
    code: 'dkim.message.too-many-key-names';
    params: {
      /** The cap. */
      allowed: number;
      /** How many distinct names the signatures hold. */
      found: number;
    };
  }
  /** The arithmetic that the signatures and keys ask for is more than is done; the rest is `not_checked`. */
  | {
    code: 'dkim.message.too-much-arithmetic';
  }
  /** The tag list breaks the syntax. */
  | {
    code: 'dkim.signature.tag-syntax';
  }
  /** A tag stands twice. */
  | {
    code: 'dkim.signature.tag-duplicate';
    params: {
      /** The tag's name. */
      tag: string;
    };
  }
  /** There are more tags than are looked at. */
  | {
    code: 'dkim.signature.tag-limit';
    params: {
      /** The cap. */
      allowed: number;
    };
  }
  /** A tag that must be there is not. */
  | {
    code: 'dkim.signature.tag-missing';
    params: {
      /** The tag's name. */
      tag: string;
    };
  }
  /** A tag's value breaks that tag's syntax. */
  | {
    code: 'dkim.signature.tag-value';
    params: {
      /** The tag's name. */
      tag: string;
    };
  }
  /** `v=` is not 1. */
  | {
    code: 'dkim.signature.version';
    params: {
      /** What it is. */
      value: string;
    };
  }
  /** `a=` names an algorithm that no RFC defines for DKIM. */
  | {
    code: 'dkim.signature.algorithm-unknown';
    params: {
      /** What it names. */
      value: string;
    };
  }
  /** `a=rsa-sha1` must neither be used nor believed. */
  | {
    code: 'dkim.signature.sha1';
  }
  /** `c=` names an unknown canonicalization. */
  | {
    code: 'dkim.signature.canonicalization-unknown';
    params: {
      /** What it names. */
      value: string;
    };
  }
  /** `q=` names no query method that is known. */
  | {
    code: 'dkim.signature.query-method-unknown';
    params: {
      /** What it names. */
      value: string;
    };
  }
  /** The base64 of `b=` or `bh=` cannot be read. */
  | {
    code: 'dkim.signature.base64';
    params: {
      /** Why. */
      fault: Base64Fault;
      /** The tag's name. */
      tag: string;
    };
  }
  /** Unused bits at the end of the base64 of `b=` or `bh=` are not zero. */
  | {
    code: 'dkim.signature.base64-trailing-bits';
    params: {
      /** The tag's name. */
      tag: string;
    };
  }
  /** `bh=` does not have the length of the hash that `a=` names. */
  | {
    code: 'dkim.signature.body-hash-length';
    params: {
      /** Octets the hash has. */
      expected: number;
      /** Octets it has. */
      found: number;
    };
  }
  /** `d=`, `s=` or the domain of `i=` is no domain name, so no question can be asked. */
  | {
    code: 'dkim.signature.invalid-name';
    params: {
      /** Why. */
      fault: NameFault;
      /** The tag's name. */
      tag: string;
    };
  }
  /** `d=` is a name that is never asked for in the public DNS. */
  | {
    code: 'dkim.signature.private-name';
    params: {
      /** The name that would be asked for. */
      name: string;
    };
  }
  /** The domain of `i=` is neither `d=` nor below it. */
  | {
    code: 'dkim.signature.identity-outside';
  }
  /** `h=` does not hold From. */
  | {
    code: 'dkim.signature.from-not-signed';
  }
  /** `h=` holds more names than are looked at. */
  | {
    code: 'dkim.signature.signed-field-limit';
    params: {
      /** The cap. */
      allowed: number;
      /** How many there are. */
      found: number;
    };
  }
  /** `l=` is larger than the canonical body. */
  | {
    code: 'dkim.signature.body-length-too-large';
    params: {
      /** Octets of the canonical body. */
      body: number;
    };
  }
  /** `x=` lies in the past. */
  | {
    code: 'dkim.signature.expired';
    params: {
      /** Seconds since then. */
      seconds: number;
    };
  }
  /** `x=` is not after `t=`. */
  | {
    code: 'dkim.signature.expiration-before-timestamp';
  }
  /** `t=` lies in the future. */
  | {
    code: 'dkim.signature.timestamp-in-future';
  }
  /** The body is not the body that was signed. */
  | {
    code: 'dkim.signature.body-hash-mismatch';
  }
  /** The body was not given, so its hash cannot be compared. */
  | {
    code: 'dkim.body.absent';
  }
  /** No key found verifies the signature over the header fields. */
  | {
    code: 'dkim.signature.signature-mismatch';
  }
  /** `l=` leaves the end of the body unsigned. */
  | {
    code: 'dkim.signature.unsigned-body';
    params: {
      /** Octets of the canonical body after the signed ones. */
      octets: number;
    };
  }
  /** A field that readers rely on is there and not signed. */
  | {
    code: 'dkim.signature.field-unsigned';
    params: {
      /** The field's name in lower case. */
      name: string;
    };
  }
  /** A field of a name that is signed stands above the signed ones and is not signed itself. */
  | {
    code: 'dkim.signature.instance-unsigned';
    params: {
      /** The field's name in lower case. */
      name: string;
    };
  }
  /**
   * `d=` is a suffix under which a registry gives out names, by its form, or by its own policy record
   * (RFC 9989 §4.7, `psd`).
   */
  | {
    code: 'dkim.signature.registry-suffix';
    params: {
      /** `d=` */
      domain: string;
    };
  }
  /** The same signature stands in the message before. */
  | {
    code: 'dkim.signature.duplicate';
    params: {
      /** The earlier one's place in `Report::dkim`. */
      first: number;
    };
  }
  /** The signature over the header is genuine, and of another domain than the author's. */
  | {
    code: 'dkim.signature.other-domain';
    params: {
      /** The domain in From. */
      author: string;
      /** The domain that signed. */
      signer: string;
    };
  }
  /** The resolver says that the key's name does not exist. */
  | {
    code: 'dkim.key.name-missing';
    params: {
      /** The name asked for. */
      name: string;
    };
  }
  /** The key's name exists, without a TXT record. */
  | {
    code: 'dkim.key.no-record';
    params: {
      /** The name asked for. */
      name: string;
    };
  }
  /** The resolver could not get an answer. */
  | {
    code: 'dkim.key.server-failure';
    params: {
      /** The name asked for. */
      name: string;
      /** The extended error's text (RFC 8914), if it sent one. */
      text: string | null;
    };
  }
  /** No answer of the resolver could be read. */
  | {
    code: 'dkim.key.unreachable';
    params: {
      /** The name asked for. */
      name: string;
    };
  }
  /** The reader chose not to ask. */
  | {
    code: 'dkim.key.declined';
    params: {
      /** The name not asked for. */
      name: string;
    };
  }
  /** Sources gave different records; an error where the signature verifies by one and not by another. */
  | {
    code: 'dkim.key.answers-differ';
    params: {
      /** The name asked for. */
      name: string;
    };
  }
  /** The key was found through a CNAME. */
  | {
    code: 'dkim.key.alias';
    params: {
      /** The name that holds the record. */
      target: string;
    };
  }
  /** Several key records stand under one name; which one counts is undefined. */
  | {
    code: 'dkim.key.multiple-records';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** The record breaks the tag list syntax. */
  | {
    code: 'dkim.key.tag-syntax';
  }
  /** A tag of the record stands twice. */
  | {
    code: 'dkim.key.tag-duplicate';
    params: {
      /** The tag's name. */
      tag: string;
    };
  }
  /** `v=` is not DKIM1. */
  | {
    code: 'dkim.key.version';
    params: {
      /** What it is. */
      value: string;
    };
  }
  /** `v=` is not the first tag. */
  | {
    code: 'dkim.key.version-not-first';
  }
  /** There is no `p=`. */
  | {
    code: 'dkim.key.data-missing';
  }
  /** `p=` is empty: the key was revoked. */
  | {
    code: 'dkim.key.revoked';
  }
  /** The base64 of `p=` cannot be read. */
  | {
    code: 'dkim.key.base64';
    params: {
      /** Why. */
      fault: Base64Fault;
    };
  }
  /** `k=` names a type of key that no RFC defines for DKIM. */
  | {
    code: 'dkim.key.type-unknown';
    params: {
      /** What it names. */
      value: string;
    };
  }
  /** `k=` is of another family than the signature's `a=`. */
  | {
    code: 'dkim.key.type-mismatch';
    params: {
      /** The signature's `a=`. */
      algorithm: string;
      /** The record's `k=`. */
      key: string;
    };
  }
  /** `h=` of the record does not allow the signature's hash. */
  | {
    code: 'dkim.key.hash-forbidden';
    params: {
      /** The signature's hash. */
      hash: string;
    };
  }
  /** `s=` of the record does not allow e-mail. */
  | {
    code: 'dkim.key.service-forbidden';
  }
  /** `t=s` asks for `i=` to be at `d=` itself, and it is below it. */
  | {
    code: 'dkim.key.strict-identity';
  }
  /** `t=y`: the domain says that it is testing DKIM. */
  | {
    code: 'dkim.key.testing';
  }
  /** The octets of `p=` are no key of the record's type. */
  | {
    code: 'dkim.key.invalid';
    params: {
      /** Why. */
      fault: KeyFault;
    };
  }
  /** The modulus has under 1024 bits. */
  | {
    code: 'dkim.key.too-short';
    params: {
      /** Bits of the modulus. */
      bits: number;
    };
  }
  /** The modulus has 1024 to 2047 bits. */
  | {
    code: 'dkim.key.weak';
    params: {
      /** Bits of the modulus. */
      bits: number;
    };
  }
  /** The public exponent is below 65537. */
  | {
    code: 'dkim.key.low-exponent';
    params: {
      /** The exponent. */
      exponent: number;
    };
  }
  /** A host name stands in a TXT record, where a CNAME record was meant. */
  | {
    code: 'dkim.key.alias-text';
    params: {
      /** The host name. */
      target: string;
    };
  }
  /** The record is none of DKIM; a wildcard may answer for every name. */
  | {
    code: 'dkim.key.other-record';
    params: {
      /** What it is. */
      kind: OtherRecord;
    };
  }
  /** Backslashes stand before semicolons: the escapes of a zone file, taken over literally. */
  | {
    code: 'dkim.key.escaped-semicolon';
  }
  /** Quotation marks stand in the text: those of a zone file, taken over literally. */
  | {
    code: 'dkim.key.stray-quote';
  }
  /** Blanks or line ends that are no white space for DKIM stand in the text. */
  | {
    code: 'dkim.key.foreign-blank';
  }
  /** The lines of a PEM file stand around the key. */
  | {
    code: 'dkim.key.pem-armour';
  }
  /** A private key was published: whoever reads it can sign in the domain's name. */
  | {
    code: 'dkim.key.private-key';
  }
  /** Characters are lost inside of the key; its end is there. */
  | {
    code: 'dkim.key.characters-missing';
    params: {
      /** How many characters of base64. */
      missing: number;
    };
  }
  /** Blanks stand in `p=` where `+` stood. */
  | {
    code: 'dkim.key.plus-lost';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** Several TXT records hold one key in pieces, where one record of several strings was meant. */
  | {
    code: 'dkim.key.split-records';
  }
  /** The name of a tag is a capital letter, and so another tag. */
  | {
    code: 'dkim.key.tag-case';
    params: {
      /** The name as it stands. */
      tag: string;
    };
  }
  /** Between tags stands something else than a semicolon. */
  | {
    code: 'dkim.key.separator';
    params: {
      /** What stands there; empty if nothing does. */
      found: string;
    };
  }
  /** Full-width characters, or some that only look like those of ASCII, stand in the text. */
  | {
    code: 'dkim.key.full-width';
  }
  /** The end of the key is lost. */
  | {
    code: 'dkim.key.cut-off';
    params: {
      /** Octets that the key says it has. */
      expected: number;
      /** Octets that are there. */
      found: number;
    };
  }
  /** `k=`, or `rsa` where it is absent, is not the type of the key in `p=`. */
  | {
    code: 'dkim.key.type-differs';
    params: {
      /** What the key is. */
      found: string;
      /** What the record says. */
      named: string;
    };
  }
  /** The record stands under a name with the zone's name twice. */
  | {
    code: 'dkim.key.doubled-zone';
    params: {
      /** That name. */
      name: string;
    };
  }
  /** The signature does not open under this RSA key: another key signed, or `b=` was damaged. */
  | {
    code: 'dkim.key.does-not-open';
  }
  /** There is no such key today; the message says that a receiver verified the signature. */
  | {
    code: 'dkim.key.passed-before';
    params: {
      /** The receiver, by its own name. */
      receiver: string;
      /** When the mail came in, in seconds since 1970. */
      time: number | null;
    };
  }
  /** The message was changed, or the key; the message says that a receiver verified the signature before. */
  | {
    code: 'dkim.signature.passed-before';
    params: {
      /** The receiver, by its own name. */
      receiver: string;
      /** When the mail came in, in seconds since 1970. */
      time: number | null;
    };
  }
  /** White space stands inside `p=`. It has no meaning, but not every receiver copes with it. */
  | {
    code: 'dkim.key.white-space';
  }
  /** There is no `v=`, which is recommended. */
  | {
    code: 'dkim.key.version-missing';
  }
  /** `p=` is a bare RSAPublicKey without SubjectPublicKeyInfo around it. */
  | {
    code: 'dkim.key.bare-rsa';
  };

/** A look-alike or a trick in what a message shows of its sender, or hides from who reads it. */
export type IdentityProblem =
  /** A label of a domain mixes scripts that no writing system mixes (UTS #39, "moderately restrictive"). */
  | {
    code: 'identity.domain.mixed-script';
    params: {
      /** The domain in Unicode. */
      domain: string;
      /** The field that holds the domain, in lower case. */
      name: string;
    };
  }
  /** Each character of a label that is not ASCII looks like a letter or digit of ASCII. */
  | {
    code: 'identity.domain.confusable';
    params: {
      /** The domain in Unicode. */
      domain: string;
      /** What it looks like. */
      looks_like: string;
      /** The field that holds the domain, in lower case. */
      name: string;
    };
  }
  /** A domain is written with characters that stand for others, such as full-width letters. */
  | {
    code: 'identity.domain.compatibility-characters';
    params: {
      /** The domain as written. */
      domain: string;
      /** The domain that programs make of it. */
      means: string;
      /** The field that holds the domain, in lower case. */
      name: string;
    };
  }
  /** A label begins with `xn--` and stands for no text, or for text that is not written so. */
  | {
    code: 'identity.domain.invalid-a-label';
    params: {
      /** The label. */
      label: string;
      /** The field that holds the domain, in lower case. */
      name: string;
    };
  }
  /** Characters that change the order in which text is shown. */
  | {
    code: 'identity.text.bidi-control';
    params: {
      /** The first one, such as `U+202E`. */
      character: string;
      /** How many. */
      count: number;
      /** The field, in lower case. */
      name: string;
    };
  }
  /** Characters that cannot be seen, where no writing system needs them. */
  | {
    code: 'identity.text.invisible-character';
    params: {
      /** The first one, such as `U+200B`. */
      character: string;
      /** How many. */
      count: number;
      /** The field, in lower case. */
      name: string;
    };
  }
  /** Control characters, plain or in an encoded word; those of From have a finding of their own. */
  | {
    code: 'identity.text.control-character';
    params: {
      /** The first one, such as `U+000D`. */
      character: string;
      /** How many. */
      count: number;
      /** The field, in lower case. */
      name: string;
    };
  }
  /** An encoded word is in a character set that is not known. */
  | {
    code: 'identity.text.unknown-charset';
    params: {
      /** The character set as named there. */
      charset: string;
      /** The field, in lower case. */
      name: string;
    };
  }
  /**
   * Text that is not ASCII stands in the field without the encoding that mail asks for: programs show it in
   * one way or another.
   */
  | {
    code: 'identity.text.unencoded';
    params: {
      /** The character set that it presumably is in. */
      charset: string;
      /** The field, in lower case. */
      name: string;
      /** What it says then. */
      text: string;
    };
  }
  /** A display name shows a domain that has nothing to do with that of its address, nor with the author's. */
  | {
    code: 'identity.name.domain';
    params: {
      /** The domain of the name's own address. */
      author: string;
      /** The field that holds the name, in lower case. */
      name: string;
      /** That domain, or an address of it where the field is not From. */
      shown: string;
    };
  }
  /** Answers go to another domain than the author's. */
  | {
    code: 'identity.reply-to.other-domain';
    params: {
      /** The author's. */
      author: string;
      /** Where they go. */
      domain: string;
    };
  }
  /** Sender names another domain than From. */
  | {
    code: 'identity.sender.other-domain';
    params: {
      /** The author's. */
      author: string;
      /** The sender's. */
      domain: string;
    };
  }
  /** The envelope, by the topmost Return-Path, names another domain than From. */
  | {
    code: 'identity.return-path.other-domain';
    params: {
      /** The author's. */
      author: string;
      /** The envelope's. */
      domain: string;
    };
  }
  /**
   * After a line with one dot, which some servers take for the end of a message, the body goes
   * on with the commands that send another one.
   */
  | {
    code: 'message.body.smuggled-commands';
  }
  /** The text quotes another message with its sender, date and subject, of which nothing is proven. */
  | {
    code: 'message.body.quoted-message';
  }
  /** DKIM2 fields, which are defined in drafts only; they were not looked at. */
  | {
    code: 'dkim2.message.not-checked';
  };

/** A problem of an ARC chain (`arc.chain.…`), a set (`arc.set.…`) or a signature of one. */
export type ArcProblem =
  /** More sets than may be: the chain fails, and nothing of it is looked at. */
  | {
    code: 'arc.chain.too-many-sets';
    params: {
      /** The most there may be. */
      allowed: number;
      /** How many there are. */
      found: number;
    };
  }
  /** The newest seal says that the chain had failed before. */
  | {
    code: 'arc.chain.failed-before';
    params: {
      /** The domain that sealed. */
      domain: string | null;
    };
  }
  /** A field has no instance from 1 to 50. */
  | {
    code: 'arc.chain.instance';
    params: {
      /** The field. */
      field: ArcField;
    };
  }
  /** Instances are left out before the highest one. */
  | {
    code: 'arc.chain.gap';
    params: {
      /** How many. */
      missing: number;
    };
  }
  /** A set lacks a field. */
  | {
    code: 'arc.set.field-missing';
    params: {
      /** The field. */
      field: ArcField;
    };
  }
  /** A field stands in a set more than once. */
  | {
    code: 'arc.set.field-duplicate';
    params: {
      /** The field. */
      field: ArcField;
    };
  }
  /** `cv=` is not what it must be in this set. */
  | {
    code: 'arc.seal.chain-status';
    params: {
      /** What it must be. */
      expected: string;
      /** What it is; `null` if there is none. */
      found: string | null;
    };
  }
  /** The newest ARC-Message-Signature does not verify. */
  | {
    code: 'arc.message-signature.failed';
    params: {
      /** The domain that signed. */
      domain: string | null;
      /** Why. */
      fault: SignatureFault;
    };
  }
  /** An older ARC-Message-Signature does not verify, which is as it is when a later handler changes the message. */
  | {
    code: 'arc.message-signature.outdated';
    params: {
      /** The domain that signed. */
      domain: string | null;
      /** Why. */
      fault: SignatureFault;
    };
  }
  /** A seal does not verify. */
  | {
    code: 'arc.seal.failed';
    params: {
      /** The domain that sealed. */
      domain: string | null;
      /** Why. */
      fault: SignatureFault;
    };
  }
  /** More key names than are asked for at once; the signatures of the rest are not checked. */
  | {
    code: 'arc.chain.too-many-key-names';
    params: {
      /** The cap. */
      allowed: number;
      /** How many distinct names the chain holds. */
      found: number;
    };
  }
  /** Who sealed a set of a valid chain. */
  | {
    code: 'arc.set.sealer';
    params: {
      /** The domain. */
      domain: string;
    };
  }
  /** A valid chain says that something passed; only the sealer vouches for that. */
  | {
    code: 'arc.chain.untrusted-sealer';
    params: {
      /** The domain that sealed. */
      domain: string;
    };
  }
  /**
   * The newest set is by the server that wrote the topmost Authentication-Results: a receiver
   * that seals what comes in has not forwarded it yet.
   */
  | {
    code: 'arc.set.receivers-own';
    params: {
      /** The server, by its own name. */
      receiver: string;
    };
  }
  /** ARC is about to be declared historic (draft-ietf-dmarc-arc-to-historic). */
  | {
    code: 'arc.chain.historic';
  };

/**
 * A repair: what was changed in the octets as given before they were read, or what is to be
 * known about the reading.
 */
export type PasteProblem =
  /** Line ends other than LF and CR LF: CR alone, or CR CR LF; read as CR LF. */
  | {
    code: 'paste.source.line-ends';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** Blank lines before the first header field, left out. */
  | {
    code: 'paste.source.blank-lines-before';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** Lines of white space after the body, left out. */
  | {
    code: 'paste.source.blank-lines-after';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** Text around the source, left out. */
  | {
    code: 'paste.source.surrounding-text';
    params: {
      /** Lines after it. */
      after: number;
      /** Lines before it. */
      before: number;
    };
  }
  /** The text of a mail program's page or window around the source, left out. */
  | {
    code: 'paste.source.page-text';
    params: {
      /** Lines after it. */
      after: number;
      /** Lines before it. */
      before: number;
    };
  }
  /** Marks of quotation at the start of each line, taken away. */
  | {
    code: 'paste.source.quote-prefix';
    params: {
      /** Number of lines. */
      count: number;
      /** The marks. */
      prefix: string;
    };
  }
  /** White space at the start of each line, taken away. */
  | {
    code: 'paste.source.indent';
    params: {
      /** Number of lines. */
      count: number;
      /** Octets on each line. */
      width: number;
    };
  }
  /** Line numbers, taken away. */
  | {
    code: 'paste.source.line-numbers';
    params: {
      /** Number of lines. */
      count: number;
    };
  }
  /** Every line break was there twice; each second one was left out. */
  | {
    code: 'paste.source.doubled-line-breaks';
    params: {
      /** How many were left out. */
      count: number;
    };
  }
  /** The lines around a block of code, left out. */
  | {
    code: 'paste.source.code-fence';
  }
  /** Text in UTF-16, read. */
  | {
    code: 'paste.source.utf16';
  }
  /** The source was one JSON string. */
  | {
    code: 'paste.source.json-string';
  }
  /** The source, or its header section, was taken out of what a program writes around it. */
  | {
    code: 'paste.source.extracted';
    params: {
      /** What that is. */
      wrapping: Wrapping;
    };
  }
  /** The whole source was in base64. */
  | {
    code: 'paste.source.base64';
  }
  /** The whole source was in quoted-printable. */
  | {
    code: 'paste.source.quoted-printable';
  }
  /** Characters written as references of HTML, read. */
  | {
    code: 'paste.source.html-entities';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** No-break spaces, read as spaces. */
  | {
    code: 'paste.source.no-break-spaces';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** UTF-8 that had been read as windows-1252, restored. */
  | {
    code: 'paste.source.mojibake';
  }
  /** Lines of an mbox that are none of the messages': `From ` lines left out, `>From ` undone. */
  | {
    code: 'paste.source.mbox';
    params: {
      /** Messages in it. */
      messages: number;
      /** `>From ` lines of this message that lost their `>`. */
      unescaped: number;
    };
  }
  /** The message was found inside of another one, which is not judged. */
  | {
    code: 'paste.source.inner-message';
    params: {
      /** What it was found in. */
      container: Container;
    };
  }
  /** The header section was taken out of an Outlook `.msg` file, which does not keep the body as it was sent. */
  | {
    code: 'paste.source.outlook-msg';
  }
  /** Further messages can be chosen: attached ones, or the one around. */
  | {
    code: 'paste.source.other-messages';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** Continuation lines of header fields that stood at the margin were indented again. */
  | {
    code: 'paste.header.continuation-indent';
    params: {
      /** Number of lines. */
      count: number;
    };
  }
  /** Empty lines cut the header section in two; they were left out. */
  | {
    code: 'paste.header.cut';
    params: {
      /** The field behind which the first of them stands. */
      after: string;
      /** Number of lines. */
      count: number;
    };
  }
  /** One field, or a few of them, is not the header section. */
  | {
    code: 'paste.header.incomplete';
    params: {
      /** Number of fields. */
      count: number;
    };
  }
  /** Text that is not in the character set that its header names was written back in it. */
  | {
    code: 'paste.body.charset';
    params: {
      /** The character set. */
      charset: string;
    };
  }
  /** Escape characters of ISO-2022-JP that had got lost were put back. */
  | {
    code: 'paste.body.escapes';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** The line that ends a message in a session of SMTP, POP3 or IMAP was saved with it; it was left out. */
  | {
    code: 'paste.body.end-of-data';
    params: {
      /** That line. */
      line: string;
      /** Lines that lost the dot that the session had put before them. */
      undotted: number;
    };
  }
  /** The last part of a multipart body is not closed: the body is incomplete. */
  | {
    code: 'paste.body.incomplete';
  }
  /** The source can be read in more than one way. */
  | {
    code: 'paste.reading.guess';
    params: {
      /** What decided: `body_hash`, `signature`, or `nothing`. */
      decided_by: Decision;
      /** How many ways were tried. */
      readings: number;
    };
  };

/** What most likely happened to a message after it was signed. */
export type DiagnosisProblem =
  /** Line ends of the body were changed. */
  | {
    code: 'diagnosis.body.line-ends';
    params: {
      /** How. */
      form: LineEndForm;
    };
  }
  /** White space at the ends of lines. */
  | {
    code: 'diagnosis.body.trailing-whitespace';
    params: {
      /** What became of it. */
      change: Change;
    };
  }
  /** Empty lines at the end of the body or of a part. */
  | {
    code: 'diagnosis.body.trailing-blank-lines';
    params: {
      /** What became of them. */
      change: Change;
    };
  }
  /** Empty lines at another place than an end. */
  | {
    code: 'diagnosis.body.blank-lines';
    params: {
      /** What became of them. */
      change: Change;
      /** Where. */
      place: BlankLinePlace;
    };
  }
  /** Lines of SMTP, POP3 or IMAP, or the separator of a mailbox file, were saved with the body. */
  | {
    code: 'diagnosis.body.protocol-lines';
  }
  /** The newline that ends the last line of the text is gone: something else was put right behind it. */
  | {
    code: 'diagnosis.body.missing-final-newline';
  }
  /** The signer hashed the body without its last line end. */
  | {
    code: 'diagnosis.body.signer-left-out-final-newline';
  }
  /** The hash is that of an empty body, or part: nothing of the text is signed. */
  | {
    code: 'diagnosis.body.nothing-signed';
    params: {
      /** What of the text that is. */
      extent: Extent;
    };
  }
  /** The body is empty, and the signer hashed an empty body by the rules of another canonicalization. */
  | {
    code: 'diagnosis.body.signer-empty-body';
  }
  /** The signer kept the empty lines at the end of the body, which canonicalization drops. */
  | {
    code: 'diagnosis.body.signer-kept-blank-lines';
  }
  /** The signer hashed the text in another form than its signed header fields say. */
  | {
    code: 'diagnosis.body.signer-hashed-another-form';
    params: {
      /** The transfer encoding, or the character set, that was hashed. */
      hashed: string;
      /** The one that the signed header names. */
      sent: string;
    };
  }
  /** Tabs became spaces. */
  | {
    code: 'diagnosis.body.tabs-to-spaces';
  }
  /** Text was put after the author's text. */
  | {
    code: 'diagnosis.body.footer-appended';
    params: {
      /** Where. */
      place: FooterPlace;
    };
  }
  /** Text was put before the author's text. */
  | {
    code: 'diagnosis.body.banner-prepended';
  }
  /** Lines that begin with `From ` were marked, as mailbox files do (RFC 4155). */
  | {
    code: 'diagnosis.body.from-escaped';
  }
  /** Dots at the beginning of lines. */
  | {
    code: 'diagnosis.body.dot-stuffing';
    params: {
      /** What became of them. */
      change: Change;
    };
  }
  /** The content transfer encoding of a part was changed; or, where both are the same, its lines were broken anew. */
  | {
    code: 'diagnosis.body.transfer-encoding';
    params: {
      /** What it was when signed. */
      from: TransferEncoding;
      /** What it is. */
      to: TransferEncoding;
    };
  }
  /** The text was converted to another character set. */
  | {
    code: 'diagnosis.body.charset';
    params: {
      /** What it was when signed. */
      from: string;
      /** What it is. */
      to: string;
    };
  }
  /** UTF-8 was read as windows-1252 and written as UTF-8 again. */
  | {
    code: 'diagnosis.body.mojibake';
  }
  /** Characters were replaced by look-alikes. */
  | {
    code: 'diagnosis.body.unicode-substitution';
    params: {
      /** Which. */
      characters: Characters;
    };
  }
  /** Lines were broken anew. */
  | {
    code: 'diagnosis.body.rewrapped';
  }
  /** The boundary between the MIME parts is another one. */
  | {
    code: 'diagnosis.body.boundary-changed';
  }
  /** The text before the first MIME part. */
  | {
    code: 'diagnosis.body.preamble-changed';
    params: {
      /** What became of it. */
      change: Change;
    };
  }
  /** A header line of a MIME part was added or rewritten. */
  | {
    code: 'diagnosis.body.part-header-changed';
  }
  /** Links were replaced by those of a protection service. */
  | {
    code: 'diagnosis.body.link-rewritten';
    params: {
      /** Whose. */
      service: LinkService;
    };
  }
  /** The last MIME part is not closed: the end of the body is missing. */
  | {
    code: 'diagnosis.body.truncated';
  }
  /** Text was put before the subject. */
  | {
    code: 'diagnosis.header.subject-prefix';
    params: {
      /** The text. */
      prefix: string;
    };
  }
  /** Text was put after the subject. */
  | {
    code: 'diagnosis.header.subject-suffix';
    params: {
      /** The text. */
      suffix: string;
    };
  }
  /** The author's address was replaced, as mailing lists do. */
  | {
    code: 'diagnosis.header.from-rewritten';
    params: {
      /** The field that holds the old value. */
      source: string;
    };
  }
  /** The Message-ID was replaced. */
  | {
    code: 'diagnosis.header.message-id-rewritten';
    params: {
      /** The field that holds the old value. */
      source: string;
    };
  }
  /** A field was folded at other places. */
  | {
    code: 'diagnosis.header.refolded';
    params: {
      /** Its name. */
      field: string;
      /** Where it is folded. */
      fold: Fold;
    };
  }
  /** White space in a field was changed. */
  | {
    code: 'diagnosis.header.whitespace';
    params: {
      /** Its name. */
      field: string;
    };
  }
  /** An encoded word was written anew. */
  | {
    code: 'diagnosis.header.encoded-word-reencoded';
    params: {
      /** The field's name. */
      field: string;
    };
  }
  /** A field was added that the signature says was not there. */
  | {
    code: 'diagnosis.header.field-added';
    params: {
      /** Its name. */
      field: string;
    };
  }
  /** A Reply-To was added that the signature says was not there. */
  | {
    code: 'diagnosis.header.reply-to-added';
  }
  /** A signed field is gone. */
  | {
    code: 'diagnosis.header.field-removed';
    params: {
      /** Its name. */
      field: string;
    };
  }
  /** A second field of the same name was added. */
  | {
    code: 'diagnosis.header.field-duplicated';
    params: {
      /** Its name. */
      field: string;
    };
  }
  /** Fields of the same name changed places. */
  | {
    code: 'diagnosis.header.field-order';
    params: {
      /** Their name. */
      field: string;
    };
  }
  /** A list of addresses was written anew. */
  | {
    code: 'diagnosis.header.address-list-changed';
    params: {
      /** What became of the addresses. */
      change: AddressChange;
      /** The field's name. */
      field: string;
    };
  }
  /** A field names other addresses than the copy that the signature holds (`z=`). */
  | {
    code: 'diagnosis.header.addresses-replaced';
    params: {
      /** Its name. */
      field: string;
    };
  }
  /** A field says the same in another form: quotation marks, capitals, comments, parameters. */
  | {
    code: 'diagnosis.header.field-rewritten';
    params: {
      /** Its name. */
      field: string;
    };
  }
  /** Characters of a field were replaced by look-alikes. */
  | {
    code: 'diagnosis.header.characters-replaced';
    params: {
      /** Which. */
      characters: Characters;
      /** Its name. */
      field: string;
    };
  }
  /** The date was written anew. */
  | {
    code: 'diagnosis.header.date-reformatted';
  }
  /** The name of a field is spelled in another case. */
  | {
    code: 'diagnosis.header.case-changed';
    params: {
      /** The name as it is. */
      field: string;
    };
  }
  /** A field differs from the copy that the signature holds (`z=`). */
  | {
    code: 'diagnosis.header.field-changed';
    params: {
      /** Its name. */
      field: string;
    };
  }
  /** `b=`, or the whole field, was damaged. */
  | {
    code: 'diagnosis.signature.damaged';
    params: {
      /** How. */
      damage: Damage;
    };
  }
  /** `c=` is not what the signature was made with. */
  | {
    code: 'diagnosis.signature.wrong-canonicalization';
    params: {
      /** The same for the body. */
      body: Canonicalization;
      /** What it was made with. */
      header: Canonicalization;
    };
  }
  /** The key of another selector verifies the signature. */
  | {
    code: 'diagnosis.signature.wrong-selector';
    params: {
      /** That selector. */
      selector: string;
    };
  }
  /** The key of this selector belongs to another signature of the message. */
  | {
    code: 'diagnosis.signature.selector-of-another';
    params: {
      /** That selector. */
      selector: string;
    };
  };

/**
 * A problem of the identity that is checked (`spf.identity.…`), of the records (`spf.record.…`)
 * or of the DNS (`spf.dns.…`).
 */
export type SpfProblem =
  /** What was named is no domain name of two labels or more. */
  | {
    code: 'spf.identity.invalid-domain';
    params: {
      /** What was named. */
      domain: string;
    };
  }
  /** The domain publishes no SPF record. */
  | {
    code: 'spf.record.absent';
    params: {
      /** The domain. */
      domain: string;
    };
  }
  /** A TXT record is meant to be one of SPF, and is none. */
  | {
    code: 'spf.record.misspelt';
    params: {
      /** The slip by which it is none, where one tells what was meant; each has an entry of its own. */
      slip: Slip | null;
      /** How it begins. */
      text: string;
      /** What there is of the slip, or what is missing. */
      written: string | null;
    };
  }
  /** A slip from which it can be told what was meant. */
  | {
    code: 'spf.record.slip';
    params: {
      /** What it leads to. */
      effect: SlipEffect;
      /** Its kind. */
      slip: Slip;
      /** What there is, or what is missing. */
      text: string;
    };
  }
  /** The domain publishes more than one SPF record. */
  | {
    code: 'spf.record.multiple';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** A term breaks the syntax. */
  | {
    code: 'spf.record.syntax';
    params: {
      /** Why. */
      fault: SyntaxFault;
      /** The term. */
      text: string;
    };
  }
  /** `include:` names a domain without a record. */
  | {
    code: 'spf.record.include-without-record';
    params: {
      /** The domain. */
      domain: string;
    };
  }
  /** `redirect=` names a domain without a record. */
  | {
    code: 'spf.record.redirect-without-record';
    params: {
      /** The domain. */
      domain: string;
    };
  }
  /** More terms ask the DNS than may. */
  | {
    code: 'spf.record.too-many-terms';
    params: {
      /** How many may. */
      allowed: number;
    };
  }
  /** The records seen hold more such terms than may be evaluated; this client met a match before. */
  | {
    code: 'spf.record.terms-over-limit';
    params: {
      /** How many may. */
      allowed: number;
      /** How many there are, in those records alone. */
      found: number;
    };
  }
  /**
   * The records hold more such terms than may be evaluated, looked through without a client: whoever is
   * not found before gets an error.
   */
  | {
    code: 'spf.record.terms-exceeded';
    params: {
      /** How many may. */
      allowed: number;
      /** The terms of the domain's own record, with what each of them comes to. */
      costs: string;
      /** How many there are; `null` where not all were counted. */
      found: number | null;
    };
  }
  /** A record leads to itself: the evaluation ends with an error, unless a term matches before. */
  | {
    code: 'spf.record.loop';
    params: {
      /** The domains on the way, with ` -> ` between them; the first is the last. */
      path: string;
    };
  }
  /** A term leads to a name without an address, or without a mail exchanger: it matches nobody. */
  | {
    code: 'spf.record.dead-target';
    params: {
      /** What the term is. */
      kind: TermKind;
      /** The name. */
      target: string;
    };
  }
  /**
   * An MX record that `mx` leads to names an address in place of a host: nobody can deliver there, and
   * `mx` does not match it.
   */
  | {
    code: 'spf.record.mx-address';
    params: {
      /** The address. */
      address: string;
      /** The domain whose MX record it is. */
      domain: string;
    };
  }
  /** More terms met with an empty answer than may. */
  | {
    code: 'spf.record.too-many-void-lookups';
    params: {
      /** How many may. */
      allowed: number;
    };
  }
  /** `mx` names a domain with more mail exchangers than may be looked up. */
  | {
    code: 'spf.record.too-many-exchangers';
    params: {
      /** How many may. */
      allowed: number;
      /** How many there are. */
      found: number;
    };
  }
  /** A term leads to something that is no domain name; it cannot match. */
  | {
    code: 'spf.record.invalid-target';
    params: {
      /** What it leads to. */
      target: string;
    };
  }
  /** A term leads to a name that is in no public zone. */
  | {
    code: 'spf.record.private-target';
    params: {
      /** The name. */
      target: string;
    };
  }
  /** Everybody passes. */
  | {
    code: 'spf.record.pass-all';
  }
  /** A range of more addresses passes than one sender uses: wider than /16, or /32 for IPv6. */
  | {
    code: 'spf.record.wide-range';
    params: {
      /** The length of the prefix. */
      prefix: number;
    };
  }
  /** `ptr` is not to be used. */
  | {
    code: 'spf.record.ptr';
  }
  /** A term stands where it is never looked at: after `all`, or `redirect=` beside it. */
  | {
    code: 'spf.record.never-reached';
    params: {
      /** The term. */
      text: string;
    };
  }
  /** A modifier that there is not, and that receivers ignore, looks like a term that there is. */
  | {
    code: 'spf.record.unknown-modifier';
    params: {
      /** The term that was meant; `null` where it is best left out. */
      meant: string | null;
      /** The modifier. */
      text: string;
    };
  }
  /** Of servers that it does not name the record says nothing: SPF gives "neutral". */
  | {
    code: 'spf.record.no-all';
    params: {
      /** How it ends. */
      end: OpenEnd;
    };
  }
  /** The record is so long that the answer with it may not fit into one packet. */
  | {
    code: 'spf.record.too-long';
    params: {
      /** How many it should have at most. */
      allowed: number;
      /** Octets of the record. */
      octets: number;
    };
  }
  /** A question was not answered. */
  | {
    code: 'spf.dns.failed';
    params: {
      /** The name asked for. */
      name: string;
    };
  }
  /** Sources give different answers. */
  | {
    code: 'spf.dns.answers-differ';
    params: {
      /** The name asked for. */
      name: string;
    };
  }
  /** A question was not asked, or not allowed to be. */
  | {
    code: 'spf.dns.not-asked';
    params: {
      /** The name. */
      name: string;
    };
  };

/**
 * A problem of a DMARC policy record (`dmarc.record.…`), of what is held against it
 * (`dmarc.alignment.…`), or of the answers about it (`dmarc.dns.…`).
 */
export type DmarcProblem =
  /** Neither the domain nor its organization publishes a policy record. */
  | {
    code: 'dmarc.record.absent';
    params: {
      /** The author domain. */
      domain: string;
    };
  }
  /** The policy is `none`: nothing is held back. */
  | {
    code: 'dmarc.record.monitoring';
  }
  /** `t=y`: the policy is to be applied one level milder. */
  | {
    code: 'dmarc.record.testing';
  }
  /** An authenticated domain is not aligned with the author's. */
  | {
    code: 'dmarc.alignment.none';
    params: {
      /** The author domain. */
      author: string;
      /** The authenticated domain. */
      domain: string;
      /** How alike they would have to be. */
      mode: AlignmentMode;
      /** The domain whose `psd=` makes different organizations of the two, where that is why. */
      psd: string | null;
    };
  }
  /** Several policy records stand at one name: all are discarded. */
  | {
    code: 'dmarc.record.several';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** A text that looks like a policy record does not begin as one has to: it is discarded. */
  | {
    code: 'dmarc.record.version';
    params: {
      /** The slip by which it is none, where one tells what was meant; each has an entry of its own. */
      slip: Slip | null;
      /** What there is of the slip, or what is missing. */
      written: string | null;
    };
  }
  /** A part of the record is no `tag=value`: it is ignored. */
  | {
    code: 'dmarc.record.syntax';
  }
  /** A tag stands twice: the first counts. */
  | {
    code: 'dmarc.record.tag-duplicate';
    params: {
      /** The tag. */
      tag: string;
    };
  }
  /** The name of a tag is in capitals: some receivers ignore it (RFC 6376 §3.2). */
  | {
    code: 'dmarc.record.tag-case';
    params: {
      /** The tag. */
      tag: string;
    };
  }
  /** The value of a tag is none of those allowed: the default counts. */
  | {
    code: 'dmarc.record.tag-value';
    params: {
      /** The tag. */
      tag: string;
      /** The value. */
      value: string;
    };
  }
  /** There is no `p=`. */
  | {
    code: 'dmarc.record.policy-missing';
    params: {
      /**
       * What that leads to: the record counts as `p=none` where reports are asked for, and else DMARC is not
       * applied.
       */
      effect: SlipEffect;
    };
  }
  /** `p=`, `sp=` or `np=` is invalid, and reports are asked for: the record counts as `p=none`. */
  | {
    code: 'dmarc.record.policy-none';
    params: {
      /** The tag. */
      tag: string;
      /** Its value. */
      value: string;
    };
  }
  /** `p=`, `sp=` or `np=` is invalid, and no reports are asked for: DMARC does not apply. */
  | {
    code: 'dmarc.record.policy-invalid';
    params: {
      /** The tag. */
      tag: string;
      /** Its value. */
      value: string;
    };
  }
  /** A tag that receivers no longer look at. */
  | {
    code: 'dmarc.record.tag-removed';
    params: {
      /** The tag. */
      tag: RemovedTag;
    };
  }
  /** `sp=none` or `np=none` beside a stricter `p=`: subdomains are left open to everybody. */
  | {
    code: 'dmarc.record.subdomains-open';
    params: {
      /** What `p=` asks for. */
      policy: Policy;
      /** The tag. */
      tag: string;
    };
  }
  /** No aggregate reports are asked for. */
  | {
    code: 'dmarc.record.no-reports';
  }
  /** An address for reports cannot be read. */
  | {
    code: 'dmarc.record.uri';
    params: {
      /** What is wrong with it. */
      fault: UriFault;
      /** The tag that it stands in. */
      tag: string;
      /** The address. */
      value: string;
    };
  }
  /** Reports are to be sent in a way that no receiver need support. */
  | {
    code: 'dmarc.record.reports-unserved';
    params: {
      /** The tag. */
      tag: string;
      /** The address. */
      value: string;
    };
  }
  /** A slip from which it can be told what was meant. */
  | {
    code: 'dmarc.record.slip';
    params: {
      /** What it leads to. */
      effect: SlipEffect;
      /** Its kind. */
      slip: Slip;
      /** What there is, or what is missing. */
      text: string;
    };
  }
  /** A tag that there is not: it is ignored. */
  | {
    code: 'dmarc.record.tag-unknown';
    params: {
      /** The tag that was probably meant. */
      meant: string | null;
      /** The tag. */
      tag: string;
    };
  }
  /** `sp=` or `np=` in the record of a subdomain: for what is below it that of the organization counts. */
  | {
    code: 'dmarc.record.subdomain-tag';
    params: {
      /** The subdomain. */
      domain: string;
      /** The organizational domain. */
      organization: string;
      /** The tag. */
      tag: string;
    };
  }
  /**
   * `psd=y` in the record of a domain that is no public suffix, as far as its name tells: each of its
   * subdomains counts as an organization of its own.
   */
  | {
    code: 'dmarc.record.psd';
    params: {
      /** The domain. */
      domain: string;
    };
  }
  /** The policy record stands at the domain itself, where nobody looks for it. */
  | {
    code: 'dmarc.record.misplaced';
    params: {
      /** The domain. */
      domain: string;
    };
  }
  /** The policy record stands at a name in which the domain is there twice. */
  | {
    code: 'dmarc.record.doubled-name';
    params: {
      /** The domain. */
      domain: string;
      /** The name. */
      name: string;
    };
  }
  /** A domain outside of the organization, which is to get reports, does not say that it takes them. */
  | {
    code: 'dmarc.destination.not-authorized';
    params: {
      /** The domain. */
      domain: string;
    };
  }
  /** Sources give different answers: none is taken. */
  | {
    code: 'dmarc.dns.answers-differ';
    params: {
      /** The name asked for. */
      name: string;
    };
  };

/**
 * A problem of the way of a message (`trace.…`), of its envelope (`envelope.…`), of fields of results
 * (`results.…`), of a signed message that is sent once more (`replay.…`), or of asking (`dns.…`).
 */
export type TraceProblem =
  /** Received fields stand below the boundary: whoever handed the message over can have made them up. */
  | {
    code: 'trace.hops.unproven';
    params: {
      /** How many. */
      count: number;
    };
  }
  /** A hop is dated before the one before it. */
  | {
    code: 'trace.hop.clock-skew';
    params: {
      /** By how many seconds. */
      seconds: number;
    };
  }
  /** There is no Received field, so nothing tells from which address the message came: SPF is not checked. */
  | {
    code: 'envelope.received.absent';
  }
  /** The Received field at the boundary names no client: SPF is not checked. */
  | {
    code: 'envelope.client.unknown';
  }
  /**
   * The client's address is of a private network, or of the host itself, and so of no host that a domain
   * could name: SPF is not checked.
   */
  | {
    code: 'envelope.client.private';
    params: {
      /** The address. */
      client: string;
    };
  }
  /** Nothing that the receiver wrote tells the reverse-path. */
  | {
    code: 'envelope.mail-from.unknown';
  }
  /** A field says that something passes, and the sender can have written it. */
  | {
    code: 'results.field.unproven';
    params: {
      /** The name under which it says so, if it names one. */
      name: string | null;
    };
  }
  /** A field is of a version that is not defined. */
  | {
    code: 'results.field.version-unknown';
  }
  /** Fields of results that are not read. */
  | {
    code: 'results.message.too-many-fields';
    params: {
      /** How many are. */
      allowed: number;
      /** How many there are. */
      found: number;
    };
  }
  /** The mailbox that the message was delivered to stands neither in To nor in Cc. */
  | {
    code: 'replay.recipient.not-named';
    params: {
      /** The mailbox. */
      recipient: string;
    };
  }
  /** The host that handed the message over is not of the domain that signed for the author. */
  | {
    code: 'replay.host.other';
    params: {
      /** The address of the host. */
      client: string;
      /** The signing domain. */
      signer: string;
    };
  }
  /** The message was signed long before it was handed over. */
  | {
    code: 'replay.time.long-before';
    params: {
      /** Seconds between the two. */
      seconds: number;
    };
  }
  /** A name holds what looks like a code made for one message. */
  | {
    code: 'dns.name.token';
    params: {
      /** The name. */
      name: string;
    };
  }
  /** More questions than one message may cause. */
  | {
    code: 'dns.message.too-many-questions';
    params: {
      /** How many may be asked. */
      allowed: number;
    };
  };

/** How a cause is known. */
export type Proof =
  /** With all proven causes of its half of the signature undone, the hash or the signature matches. */
  | 'proven'
  /** It is to be seen, but no hash proves that it is the cause, or the only one. */
  | 'likely';

/** What a result is about, `ptype.property=value` (RFC 8601 §2.2, propspec). */
export interface Property {
  /** What it is. */
  property: Part;
  /** Where the value is from: `smtp`, `header`, `body`, `policy`; `null` where it was left out. */
  ptype: Part | null;
  /** The value; empty if none is written. */
  value: Part;
}

/** Records to choose from, and where one of them belongs. */
export interface Proposal {
  /** What is guessed from the spelling. */
  guesses: Guess[];
  /** What they are for. */
  kind: ProposalKind;
  /** The name to publish it at, of type TXT. */
  name: string;
  /** A mailbox named in it that has to be replaced. */
  placeholder: string | null;
  /** What it takes the place of, where that is wrong. */
  published: string[];
  /** The name at which that stands; `null` where there is nothing. */
  published_at: string | null;
  /**
   * The records: more than one where the published ones end differently, the strictest first; none where it
   * cannot be told what was meant.
   */
  records: string[];
}

/** What a record is offered for. */
export type ProposalKind =
  /** In the place of an SPF record that is wrong. */
  | 'spf'
  /** One SPF record in the place of several. */
  | 'spf_merged'
  /** In the place of a DMARC record that is wrong, or as none applies. */
  | 'dmarc'
  /** The DMARC record of a step that comes later. */
  | 'dmarc_later';

/** Where an answer comes from. */
export type Provenance =
  /** Asked of a resolver by DNS over HTTPS. */
  | {
    /** The AD flag: the resolver says that it validated the answer by DNSSEC. */
    authenticated: boolean;
    kind: 'resolver';
    /** When it answered, in seconds since 1970. */
    time: number;
    /** Its URL. */
    url: string;
  }
  /** Pasted by the reader. */
  | {
    kind: 'pasted';
  }
  /** Recorded earlier, with the message. */
  | {
    kind: 'recorded';
  }
  /** Nobody was asked. */
  | {
    kind: 'nobody';
  };

/** A mailbox provider. */
export type Provider =
  /** Gmail: recipients at gmail.com and googlemail.com. */
  | 'gmail'
  /** Yahoo and AOL; Yahoo Japan is another company. */
  | 'yahoo'
  /** Microsoft for consumers: outlook.com, hotmail.com, live.com, msn.com. */
  | 'microsoft';

/** Whether a domain is a public suffix (RFC 9989 §4.7, `psd`). */
export type PublicSuffix =
  /** It is. */
  | 'y'
  /** It is not; it is the organizational domain of itself and of what is below it. */
  | 'n'
  /** The record does not say. */
  | 'u';

/** What an answer is needed for. */
export type Purpose =
  /** The public key of a DKIM signature. */
  | {
    kind: 'dkim_key';
    /** The signature's place in `Report::dkim`. */
    signature: number;
  }
  /** That key, at the name that it gets where the zone's name is entered twice. */
  | {
    kind: 'doubled_zone';
    /** The signature's place in `Report::dkim`. */
    signature: number;
  }
  /** The key that the signature would ask for if damage to its field were repaired. */
  | {
    kind: 'repaired_signature';
    /** The signature's place in `Report::dkim`. */
    signature: number;
  }
  /** The public key of an ARC-Seal. */
  | {
    /** The instance of its set. */
    instance: number;
    kind: 'arc_seal_key';
  }
  /** The public key of an ARC-Message-Signature. */
  | {
    /** The instance of its set. */
    instance: number;
    kind: 'arc_message_key';
  }
  /** The key under a selector that was given with a domain. */
  | {
    kind: 'published_key';
  }
  /** Whether the client may send for a domain. */
  | {
    /** The name of the session that is checked. */
    identity: SpfIdentity;
    kind: 'spf';
    /** What the answer serves. */
    part: SpfPart;
  }
  /** What the author's domain wants done with mail that is not proven. */
  | {
    kind: 'dmarc';
    /** What the answer serves. */
    need: DmarcNeed;
  }
  /** Whether the client's address has a name that leads back to it. */
  | {
    kind: 'reverse';
  }
  /** Whether a domain takes the reports that another one asks for. */
  | {
    kind: 'report_destination';
  };

/** What a directive gives if its mechanism matches (RFC 7208 §4.6.2). */
export type Qualifier =
  /** `+`, or none. */
  | 'pass'
  /** `-` */
  | 'fail'
  /** `~` */
  | 'softfail'
  /** `?` */
  | 'neutral';

/** One question. */
export interface Query {
  /** The name asked for. */
  name: Name;
  /** The type asked for. */
  type: RecordType;
}

/** A question and what became of it. */
export interface QueryRecord {
  /** The answers, none while it is pending; more than one where sources differ. */
  answers: Answer[];
  /** The name asked for. */
  name: Name;
  /** What it is asked for; at least one. */
  purposes: Purpose[];
  /**
   * Whether whoever runs the zone may learn from the question that this very message is looked at: the
   * name holds the sender's local part, or could have been made for one message.
   */
  tells_sender: boolean;
  /** The type asked for. */
  type: RecordType;
}

/** A question of the evaluation, and what is known of it. */
export interface Question {
  /** The answers; none if it is to be asked. */
  answers: Answer[];
  /** The name asked for. */
  name: Name;
  /** What it serves. */
  part: SpfPart;
  /** Whether the local part of the sender stands in the name: whoever answers learns who wrote. */
  tells_sender: boolean;
  /** The type asked for. */
  type: RecordType;
}

/** A Received field: what one host wrote about how it got the message. */
export interface Received {
  /** The host that took it, and wrote the field. */
  by: Receiver | null;
  /** The comments, without their parentheses. */
  comments: Part[];
  /** The date as written. */
  date: Part | null;
  /** The envelope's sender, where a comment gives it, without angle brackets. */
  envelope_from: Part | null;
  /** What is wrong with the field. */
  faults: HopFault[];
  /** The host that handed the message over. */
  from: Sender | null;
  /** The name under which the receiving host keeps the message. */
  id: Part | null;
  /** Number of parts that are not kept because there are too many. */
  left_out: number;
  /** The recipient, `for`, without angle brackets. */
  recipient: Part | null;
  /** The field's value. */
  span: Span;
  /** The date in seconds since 1970. */
  time: number | null;
  /** Whether the hop was encrypted. */
  tls: Tls;
  /** Words that belong to no clause. */
  unread: Part[];
  /** The link, `via`. */
  via: Part | null;
  /** The protocol, `with`; more than one word where a server's name stands in its place. */
  with: Part | null;
}

/** A Received-SPF field: a claim. */
export interface ReceivedSpf {
  /** The address that `client-ip` gives, if it is one. */
  client_ip: string | null;
  /** The comments, without their parentheses. */
  comments: Part[];
  /** What is wrong with the field. */
  faults: ResultsFault[];
  /** Number of parts that are not kept because there are too many. */
  left_out: number;
  /** The result, if it is one of SPF's, those of older texts included. */
  outcome: MethodOutcome | null;
  /** The pairs in their order, up to 200. */
  pairs: KeyValue[];
  /** The result as written; `null` if there is none. */
  result: Part | null;
  /** The field's value. */
  span: Span;
  /** Text that the grammar has no place for. */
  unread: Part[];
}

/** The host that took the message (RFC 5321 §4.4, By-domain). */
export interface Receiver {
  /** Its address, if it gives one. */
  address: Address | null;
  /** Its name, or its address, as it writes it itself. */
  name: Part;
}

/** What the receiver's own server found. */
export interface ReceiverResult {
  /** The field's place in `Report::claims`. */
  claim: number;
  /** What the server calls itself; `null` where it does not say. */
  host: string | null;
  /** The result of DMARC as the field writes it, such as `fail`. */
  theirs: string;
}

/** The type of a DNS record. */
export type RecordType =
  /** Text. */
  | 'TXT'
  /** An IPv4 address. */
  | 'A'
  /** An IPv6 address. */
  | 'AAAA'
  /** A host that takes mail. */
  | 'MX'
  /** The name of an address. */
  | 'PTR';

/** The text that decides: an RFC and a section of it. */
export interface Reference {
  /** Number of the RFC. */
  rfc: number;
  /** Section as the RFC numbers it, such as `3.4.2`. */
  section: string;
}

/** A tag that RFC 7489 had and RFC 9989 has not. */
export type RemovedTag =
  /** Share of messages that the policy was to be applied to. */
  | 'pct'
  /** Format of failure reports. */
  | 'rf'
  /** Interval between aggregate reports. */
  | 'ri';

/** The type of a record to publish. */
export type RepairType =
  /** The key itself. */
  | 'TXT'
  /** An alias of the name that holds it. */
  | 'CNAME';

/** Everything that was found out about a message. */
export interface Report {
  /** The verdict on the ARC chain. */
  arc: Chain;
  /** What fields of results say, top to bottom, beside our own verdicts. Nothing there is proven. */
  claims: Claim[];
  /** A verdict for each DKIM-Signature field, top to bottom. */
  dkim: Verification[];
  /** What DMARC says. */
  dmarc: DmarcEvaluation;
  /** The domain that was given in place of a message. */
  domain: DomainReport | null;
  /** The envelope, and where it is known from. */
  envelope: Envelope;
  /** The header fields, top to bottom, up to the cap. */
  fields: ReportField[];
  /** What was noticed. */
  findings: Finding[];
  /** Whether the message was forwarded, and what that did to its proofs; `null` if nothing tells of it. */
  forwarding: Forwarding | null;
  /** Who the message says it is from. */
  identifiers: Identifiers;
  /**
   * Records that the owner of the author's domain can publish: in the place of those that are wrong, and for
   * the next step.
   */
  proposals?: Proposal[];
  /** Every question that the verdicts rest on or wait for. */
  queries: QueryRecord[];
  /** Where the policy record that applies wants reports sent to. */
  report_destinations: ReportDestination[];
  /** What mailbox providers require, and whether the message keeps it; none of what is no message. */
  requirements: Requirement[];
  /** `SCHEMA`. */
  schema: number;
  /** The source as given. */
  source: Source;
  /** The checks of SPF, that of MAIL FROM first; none if the client is not known. */
  spf: SpfEvaluation[];
  /** The way of the message, from the sender to the receiver. */
  trace: Trace;
  /** Whether the author's domain is proven, by what, and what to do; without what a search for causes would add. */
  verdict: Verdict;
}

/** Where reports are to be sent to. */
export interface ReportDestination {
  /** The domain of a `mailto:` address. */
  domain: string | null;
  /** Whether that domain is outside of the organization whose record it is. */
  is_external: boolean;
  /** Whether it takes the reports. */
  state: DestinationState;
  /** The tag that names it. */
  tag: ReportTag;
  /** The address as it stands in the record, escaped as all octets of a report are. */
  uri: string;
}

/** A header field. */
export interface ReportField {
  /** Its name as written. */
  name: string;
  /** The whole field, its last line end included. */
  raw: Span;
  /** What follows the colon, without the last line end. */
  value: Span;
}

/** The tag that names a destination. */
export type ReportTag =
  /** For aggregate reports. */
  | 'rua'
  /** For reports on single messages. */
  | 'ruf';

/** An address that reports are to be sent to (RFC 9989 §4.6). */
export interface ReportingUri {
  /** The domain of a `mailto:` address, in lower case; `null` for any other scheme. */
  domain: string | null;
  /** As it stands in the record, escaped as all octets of a report are. */
  text: string;
}

/** A question that must be answered, or declined, before everything is settled. */
export interface Request {
  /** The name asked for. */
  name: Name;
  /** What it is asked for; at least one. */
  purposes: Purpose[];
  /**
   * Whether whoever runs the zone may learn from the question that this very message is looked at: the
   * name holds the sender's local part, or could have been made for one message.
   */
  tells_sender: boolean;
  /** The type asked for. */
  type: RecordType;
}

/** What the author's domain asks for, if the message is not proven to come from it. */
export type RequestedPolicy =
  /** There is no policy record. */
  | 'absent'
  /** `none` */
  | 'none'
  /** `quarantine` */
  | 'quarantine'
  /** `reject` */
  | 'reject';

/** A rule, and whether this message keeps it. */
export interface Requirement {
  /** Who demands it. */
  demands: Demand[];
  /** What that rests on. */
  evidence: RequirementEvidence[];
  /** The standard behind the rule, where there is one. */
  reference: Reference | null;
  /** The rule. */
  rule: Rule;
  /** Whether it is kept. */
  state: RequirementState;
}

/** What a judgement rests on. */
export type RequirementEvidence =
  /** A signature. */
  | {
    /** Its place in `Report::dkim`. */
    index: number;
    kind: 'signature';
  }
  /** An RSA key. */
  | {
    /** Bits of its modulus. */
    bits: number;
    kind: 'key';
    /** The signature's place in `Report::dkim`. */
    signature: number;
  }
  /** A check of SPF. */
  | {
    /** Its place in `Report::spf`. */
    index: number;
    kind: 'spf';
  }
  /** A policy record. */
  | {
    kind: 'policy_record';
    /** Its place in the walk of `Report::dmarc`. */
    step: number;
  }
  /** A hop. */
  | {
    /** Its place in `Trace::hops`. */
    index: number;
    kind: 'hop';
  }
  /** A header field. */
  | {
    /** Its place in `Report::fields`. */
    index: number;
    kind: 'field';
  }
  /** A header field that is not there. */
  | {
    kind: 'missing';
    /** Its name, in lower case. */
    name: string;
  }
  /** A condition of one-click unsubscribing that is not met. */
  | {
    /** Which one. */
    condition: OneClickCondition;
    kind: 'unmet';
  }
  /** A name of the client's address. */
  | {
    kind: 'host';
    /** Whether it leads back to the address. */
    leads_back: boolean;
    /** The name. */
    name: string;
  };

/** Whether a rule is kept. */
export type RequirementState =
  /** It is. */
  | 'met'
  /** It is not. */
  | 'not_met'
  /** An answer is awaited. */
  | 'pending'
  /** It was not checked, or no answer could be had. */
  | 'not_checked'
  /** This copy of the message does not show it, or no message does. */
  | 'not_visible'
  /** The rule is not for mail like this. */
  | 'not_applicable';

/** What a verdict leaves out. */
export type Reserve =
  /** Parts are not proven. */
  | 'part'
  /** The signature has expired. */
  | 'expired'
  /** It rests on the way that the message took. */
  | 'route'
  /** The name, or how the domain is written, misleads. */
  | 'name'
  /** It is not clear who the author is. */
  | 'unclear'
  /** The text is not proven. */
  | 'body'
  /** The domain has mail that is not proven held back or refused. */
  | 'refused';

/** One change, in terms of the source: what stood there when it was signed. */
export interface Restored {
  /** Octets that stood there. */
  octets: number;
  /** What stands there now; empty where something is missing. */
  span: Span;
  /** What stood there, escaped as all octets of a report are, up to 4,096 octets of it. */
  text: string;
}

/** A problem and where it is seen. */
export interface ResultsFault {
  /** What is wrong. */
  problem: ResultsProblem;
  /** The part of the field that shows it. */
  span: Span;
}

/** What is wrong with a part of such a field. */
export type ResultsProblem =
  /** The field says nothing. */
  | 'empty'
  /** No authserv-id stands at the beginning (RFC 8601 §2.2). */
  | 'authserv_id_missing'
  /** The version is none that is defined: 1 (RFC 8601 §2.2). */
  | 'version_unknown'
  /** No instance, `i=` and a number from 1 to 50, stands at the beginning (RFC 8617 §4.2.1). */
  | 'instance_missing'
  /** Neither a result nor `none` is given (RFC 8601 §2.2). */
  | 'no_result'
  /** `none` stands beside results. */
  | 'none_with_results'
  /** Nothing stands between two semicolons, or after the last one. */
  | 'empty_part'
  /** A method or a key without a value. */
  | 'value_missing'
  /** A result that is not defined for its method. */
  | 'result_unknown'
  /** A result in capital letters, which some readers do not know. */
  | 'result_case'
  /** A property without its type, such as `action=none` (RFC 8601 §2.2). */
  | 'property_without_type'
  /** Something that is given once was given before. */
  | 'duplicate'
  /** Text that the grammar has no place for. */
  | 'unread'
  /** An octet that is a control character or not UTF-8. */
  | 'foreign_octet'
  /** A comment that does not end, or with more than 50 within each other. */
  | 'comment_unsound'
  /** A quoted string that does not end. */
  | 'quote_unclosed'
  /** More parts than are kept; the rest is counted. */
  | 'too_many';

/** What a rewritten address says. */
export interface Rewriting {
  /** The domain of the host that rewrote it; for SRS1 the first one that did. */
  forwarder: string;
  /** The address before, as the rewritten one tells it; for Gmail's forwarding the one it goes to. */
  original: string | null;
  /** In which way. */
  scheme: Scheme;
}

/** A rule. */
export type Rule =
  /** SPF or DKIM passes. */
  | 'spf_or_dkim'
  /** Both pass. */
  | 'spf_and_dkim'
  /** The author's domain has a DMARC record, of any policy. */
  | 'dmarc_record'
  /** The author's domain is aligned with the one that SPF or DKIM authenticates. */
  | 'alignment'
  /** RSA keys of DKIM have 1024 bits or more; 2048 are advised. */
  | 'key_length'
  /** The message is handed over with TLS. */
  | 'tls'
  /** The client's address has a name that leads back to it. */
  | 'reverse_name'
  /** One From, no field twice that may stand once, Date and Message-ID. */
  | 'message_form'
  /** One can unsubscribe with one click. */
  | 'one_click'
  /** Who forwards mail adds an ARC set (RFC 8617 §5.1). */
  | 'arc_when_forwarding'
  /** Mail of a mailing list says which one (RFC 2919 §3). */
  | 'list_id'
  /** Mail from an address of the provider comes from the provider. */
  | 'provider_from'
  /** Few recipients report spam: below 0.3 %. */
  | 'spam_rate'
  /** How much the domain sends, on which it depends whether the rules for much mail apply. */
  | 'volume';

/** In which way an address was rewritten. */
export type Scheme =
  /** The Sender Rewriting Scheme, one forwarder. */
  | 'srs0'
  /** The Sender Rewriting Scheme, a further forwarder. */
  | 'srs1'
  /** Exchange's form of SRS, `bounces+SRS=…`. */
  | 'exchange_srs'
  /** Bounce Address Tag Validation, `prvs=…`: the sender's own mark, no forwarding. */
  | 'prvs'
  /** Gmail's forwarding, `user+caf_=…`. */
  | 'caf';

/** Where an address can be reached from. */
export type Scope =
  /** From everywhere. */
  | 'public'
  /** From within a network alone (RFC 1918, RFC 4193, RFC 6598). */
  | 'private'
  /** From the same link alone (RFC 3927, RFC 4291 §2.5.6). */
  | 'link_local'
  /** From the host itself alone. */
  | 'loopback';

/** An ARC-Seal field: a signature over the sets up to its own (RFC 8617 §4.1.3). */
export interface Seal {
  /** `cv=`: what the sealer says of the chain as it came in. */
  chain_validation: ChainValidation | null;
  /** The field's place in `Report::fields`. */
  field: number;
  /** Who sealed, and whether it verifies. */
  signature: ArcSignature;
}

/** The host that handed the message over (RFC 5321 §4.4, From-domain). */
export interface Sender {
  /** Its address. */
  address: Address | null;
  /** What it called itself in HELO, EHLO or LHLO; unproven. */
  helo: Part | null;
  /** The name that its address leads to, as the receiving host found it; without the final dot. */
  reverse: Part | null;
  /**
   * Whether the receiving host says, or is of a kind that is known, not to have checked that the
   * reverse name leads back to the address.
   */
  reverse_unconfirmed: boolean;
}

/** How much a finding matters. */
export type Severity =
  /** Good to know. */
  | 'info'
  /** Unusual; changes no verdict. */
  | 'notice'
  /** Works, but is risky or against a MUST or SHOULD. */
  | 'warning'
  /** A verdict fails, or cannot be given, because of it. */
  | 'error';

/** A mark of forwarding. Nothing here is proven. */
export interface Sign {
  /** The field's place among the header fields. */
  field: number;
  /** What it is. */
  kind: SignKind;
  /** How the address was rewritten, if it was. */
  rewriting: Rewriting | null;
  /** What it says; an address without its angle brackets. */
  value: Part;
}

/** What a mark is. */
export type SignKind =
  /** Return-Path: the envelope's sender at delivery (RFC 5321 §4.4). */
  | 'return_path'
  /** The envelope's sender as a check or a hop wrote it down. */
  | 'envelope_sender'
  /** Delivered-To: a mailbox that it was delivered to. */
  | 'delivered_to'
  /** X-Original-To, Envelope-To: the recipient before aliases. */
  | 'original_to'
  /** Resent-*: sent again by a person or a program (RFC 5322 §3.6.6). */
  | 'resent'
  /** X-Forwarded-To: where a mailbox forwarded it to. */
  | 'forwarded_to'
  /** X-Forwarded-For: from which mailbox it was forwarded, and where to. */
  | 'forwarded_for'
  /** List-Id: a mailing list (RFC 2919). */
  | 'list_id';

/** Why a signature of an ARC set does not verify. */
export type SignatureFault =
  /** A tag is missing, stands twice or has a value that it may not have. */
  | 'form'
  /** `h=` stands in an ARC-Seal (RFC 8617 §4.1.3). */
  | 'seal_lists_fields'
  /** `h=` of an ARC-Message-Signature holds ARC-Seal (RFC 8617 §4.1.2). */
  | 'seal_signed'
  /** There is no key record. */
  | 'key_missing'
  /** The key record does not serve. */
  | 'key_unusable'
  /** `b=` does not verify: what was signed has changed, or the key. */
  | 'signature'
  /** `x=` has passed. */
  | 'expired'
  /** The body has changed. */
  | 'body_hash';

/** What a DKIM-Signature field says; a part that cannot be read is `null`, and a finding says why. */
export interface SignatureFields {
  /** `a=` */
  algorithm: Algorithm | null;
  /** `c=`, second part. */
  body_canonicalization: Canonicalization | null;
  /** `l=`: octets of the canonical body that are signed. `null` if absent; capped at 2^53. */
  body_length: number | null;
  /** `d=` */
  domain: Domain | null;
  /** `x=`, in seconds since 1970; capped at 2^53. */
  expiration: number | null;
  /** `c=`, first part. */
  header_canonicalization: Canonicalization | null;
  /** `i=`; where it is absent, `@` and `d=`. */
  identity: string | null;
  /** The domain of `i=`, or `d=`. */
  identity_domain: Domain | null;
  /** `s=` */
  selector: Domain | null;
  /** `h=`, names in lower case, in the order of the list. */
  signed_fields: string[];
  /** All tags, in their order. */
  tags: TagText[];
  /** `t=`, in seconds since 1970; capped at 2^53. */
  timestamp: number | null;
}

/** What may be said of one signature. */
export interface SignatureVerdict {
  /** What is stated. */
  code: VerdictCode;
  /** Whether nothing but the time speaks against it. */
  has_expired: boolean;
  /** Whether it verifies with all proven causes undone, and then covers something that was written. */
  is_explained: boolean;
  /** The same also where it fails, so that DMARC does not look at it. */
  is_foreign: boolean;
  /** Whether its key was pasted, so that nothing tells what the domain publishes. */
  is_key_pasted: boolean;
  /** Whether it is of another domain than the author's, as DMARC finds it, or by its name. */
  is_others: boolean;
  /** The same, and the causes are changes on the way: it is over the message as it was before them. */
  is_proven_before: boolean;
  /** Whether it fails in a way that can have a cause in the message, in its field or in its key. */
  needs_explaining: boolean;
  /** How it is to be taken. */
  state: VerdictState;
}

/** A slip in a record from which it can be told what was meant. */
export type Slip =
  /** Characters of full width, or look-alikes of other kinds, in place of ASCII. */
  | 'full_width'
  /** Blanks other than the plain space. */
  | 'blank'
  /** Characters that nobody sees. */
  | 'invisible'
  /** Quotation marks, which are no part of a record. */
  | 'quotes'
  /** Dashes and tildes of typography. */
  | 'dash'
  /** Line breaks. */
  | 'line_break'
  /** Backslashes before semicolons, which only zone files need. */
  | 'backslash'
  /** A whole line of a zone file, or its begin. */
  | 'zone_line'
  /** The version is not written as it has to be. */
  | 'version'
  /** The version is missing. */
  | 'version_missing'
  /** A space is missing before a term. */
  | 'space_missing'
  /** A semicolon is missing after a tag. */
  | 'semicolon_missing'
  /** A space within a term. */
  | 'space_inside'
  /** Commas or semicolons where none belong. */
  | 'separator'
  /** A term under a name that there is not. */
  | 'other_name'
  /** An address in a term that takes a name. */
  | 'address_as_name';

/** What a slip leads to. */
export type SlipEffect =
  /** The record is invalid as a whole. */
  | 'invalid'
  /** A part of it says something else than was meant. */
  | 'misread'
  /** The policy does not count; the record is applied as `p=none`. */
  | 'counts_as_none'
  /** DMARC is not applied. */
  | 'not_applied'
  /** Reports are sent to nobody, or not to all. */
  | 'reports_lost'
  /** Receivers may read it as it was meant, and need not. */
  | 'tolerated';

/** The source as given. */
export interface Source {
  /** The body; `null` where there is none. */
  body: Span | null;
  /** What the message was found in. */
  container: Container;
  /** Number of header fields, those past the cap included. */
  field_count: number;
  /** The header section, without the empty line that ends it. */
  header: Span;
  /** The number of this message, counted from 0: those that were pasted first, then the others. */
  index: number;
  /** What it is. */
  kind: SourceKind;
  /** Number of messages that were pasted, of which this is one; 0 if it is none. */
  messages: number;
  /** Number of octets. */
  octets: number;
  /** Number of further messages that can be chosen: those that stand inside or around. */
  others: number;
  /**
   * The places in the message at which it differs from what was given, in their order, at most 500;
   * an empty one where something was taken away. None where the whole was repaired.
   */
  repaired?: Span[];
  /** What it is instead of a message, where that names a domain or could have named one. */
  typed?: Typed | null;
}

/** What the given octets are. */
export type SourceKind =
  /** A header section and a body, which may be empty. */
  | 'message'
  /** A header section that no empty line ends. */
  | 'header_only'
  /** Something else; a finding says what. */
  | 'not_a_message'
  /** A domain alone: the report is on what it publishes. */
  | 'domain';

/**
 * A half-open range `[start, end)` of octets, counted from the first octet of the source as given
 * (a byte order mark and an mbox line included).
 */
export interface Span {
  /** One past the last octet; never below `start`. */
  end: number;
  /** First octet. */
  start: number;
}

/** Why there is no statement of the domain on the client. */
export type SpfCause =
  /** The identity is no domain name of two labels or more. */
  | 'invalid_domain'
  /** The domain does not exist. */
  | 'domain_missing'
  /** The domain has no SPF record. */
  | 'no_record'
  /** The domain has more than one. */
  | 'several_records'
  /** The record breaks the syntax. */
  | 'syntax'
  /** More than 10 terms that ask the DNS. */
  | 'terms'
  /** More empty answers than are allowed. */
  | 'void_look_ups'
  /** More than 10 mail exchangers in one `mx`. */
  | 'exchangers'
  /** `include:` leads to no record. */
  | 'include'
  /** `redirect=` leads to no record. */
  | 'redirect'
  /** A question for a record was not answered. */
  | 'record'
  /** A question for an address or a name was not answered. */
  | 'look_up'
  /** Sources give different answers. */
  | 'answers_differ'
  /** The reader chose not to ask. */
  | 'declined'
  /** A cap on the number of questions. */
  | 'limit'
  /** The records were looked through without a client on whom they could say anything. */
  | 'no_client';

/** Everything about the check of one identity. */
export interface SpfEvaluation {
  /** Why the domain makes no statement. */
  cause: SpfCause | null;
  /**
   * The client's address, one of IPv4 where it was mapped into IPv6; `null` if the records were looked
   * through without a client.
   */
  client: string | null;
  /** The explanation of a "fail". */
  explanation: Explanation;
  /** What was checked. */
  identity: SpfIdentity;
  /**
   * The evaluations of `check_host()`, each after the one that leads to it; the first is that of
   * the identity. While the verdict is pending, also those that may be needed.
   */
  nodes: Node[];
  /** What was asked, in that order, or is to be asked; no question twice. */
  questions: Question[];
  /** The verdict. */
  result: SpfResult;
  /** The mailbox that was checked; a domain if no mailbox was. */
  sender: string;
}

/** What breaks the syntax of a record. */
export interface SpfFault {
  /** What is wrong. */
  kind: SyntaxFault;
  /** Where, in octets of the record. */
  span: Span;
  /** The term, as a place in `Node::terms`. */
  term: number;
}

/** Which name of the SMTP session is checked (RFC 7208 §2.3, §2.4). */
export type SpfIdentity =
  /** The name that the client gave with HELO or EHLO. */
  | 'helo'
  /** The reverse-path; where it is null, `postmaster` at the HELO name. */
  | 'mailfrom'
  /** None: the records of a domain were looked through, whoever may send. */
  | 'domain';

/** What a question of SPF serves. */
export type SpfPart =
  /** To find a record. */
  | 'record'
  /** To compare the client with addresses or names. */
  | 'mechanism'
  /** To find the explanation. */
  | 'explanation';

/** The verdict, spelled as RFC 7208 §2.6 does, and two more for what is not settled. */
export type SpfResult =
  /** There is no domain, or it has no record. */
  | 'none'
  /** The domain says nothing of this client. */
  | 'neutral'
  /** The client may use the domain. */
  | 'pass'
  /** It may not. */
  | 'fail'
  /** It probably may not. */
  | 'softfail'
  /** It cannot be judged for a reason that may go away. */
  | 'temperror'
  /** It cannot be judged for a reason that the domain's owner must remove. */
  | 'permerror'
  /** A DNS answer is awaited. */
  | 'pending'
  /** It was not checked; the `Cause` says why. */
  | 'not_checked';

/** Who can have written a header field, by its place. */
export type Standing =
  /** The receiver's own hosts alone: it stands above the boundary, or is the boundary's own field. */
  | 'receiver'
  /**
   * It stands right below the boundary's Received field, where a receiver's filter may put its own,
   * and where the sender's topmost field stands too.
   */
  | 'adjoining'
  /** Anybody on the way, and the sender. */
  | 'sender';

/** One name of a walk. */
export interface Step {
  /** The domain; its record stands at `_dmarc` below it. */
  domain: Name;
  /** The policy record. */
  record: PolicyRecord | null;
  /** What was found. */
  state: StepState;
}

/** What was found at one name of a walk. */
export type StepState =
  /** One policy record. */
  | 'record'
  /** No policy record, or several, which count as none. */
  | 'none'
  /** It is still to be asked for. */
  | 'pending'
  /** No answer could be had. */
  | 'temperror'
  /** Sources give different answers. */
  | 'answers_differ'
  /** It was not asked for. */
  | 'not_checked';

/** What a finding is about. */
export type Subject =
  /** The message as a whole. */
  | {
    kind: 'message';
  }
  /** A header field. */
  | {
    /** Its place in `Report::fields`. */
    index: number;
    kind: 'field';
  }
  /** A DKIM signature. */
  | {
    /** Its place in `Report::dkim`. */
    index: number;
    kind: 'signature';
  }
  /** A key record found for a DKIM signature. */
  | {
    kind: 'key';
    /** The record's place in `Verification::keys`. */
    record: number;
    /** The signature's place in `Report::dkim`. */
    signature: number;
  }
  /** The ARC chain. */
  | {
    kind: 'arc_chain';
  }
  /** An ARC set. */
  | {
    /** Its instance, 1 to 50; there may be no set of this instance. */
    instance: number;
    kind: 'arc_set';
  }
  /** What is published under the selector that was given with a domain. */
  | {
    kind: 'published_key';
    /** The record's place in `DomainReport::keys`; `null` for all of it. */
    record: number | null;
  }
  /** A record that a check of SPF met. */
  | {
    /** The check's place in `Report::spf`. */
    evaluation: number;
    kind: 'spf';
    /** The record's place in `Evaluation::nodes`. */
    node: number;
    /** The term's place in `Node::terms`. */
    term: number | null;
  }
  /** A DMARC policy record, or what stands in the place of one. */
  | {
    kind: 'policy_record';
    /** The part of the record's text, where it is one. */
    part: Span | null;
    /** Its place in the walk of `Report::dmarc`. */
    step: number;
  };

/** Why a term breaks the grammar of RFC 7208 §12. */
export type SyntaxFault =
  /** An octet that is no visible ASCII character. */
  | 'foreign_octet'
  /** Neither a mechanism that there is, nor a modifier. */
  | 'unknown_mechanism'
  /** The mechanism or modifier needs a value, and has none. */
  | 'value_missing'
  /** The mechanism takes no value of this kind. */
  | 'value_unexpected'
  /** A domain that does not end in a dot and a label, nor in a macro. */
  | 'domain_spec'
  /** A percent sign that begins no macro, or a macro that does not end. */
  | 'macro'
  /** A macro letter that there is not, or that only an explanation may hold. */
  | 'macro_letter'
  /** A prefix length that is no number, has a leading zero, or is too large. */
  | 'prefix'
  /** No IPv4 address after `ip4:`. */
  | 'ip4_network'
  /** No IPv6 address after `ip6:`. */
  | 'ip6_network'
  /** A second `redirect=` or `exp=`. */
  | 'repeated';

/** A tag as it stands in a tag list. */
export interface TagText {
  /** Its name. */
  name: string;
  /** Where the value stands. */
  span: Span;
  /** Its value, white space around it removed. */
  value: string;
}

/** A term, and what became of it. */
export interface Term {
  /** What it is. */
  kind: TermKind;
  /** The record it leads to, as a place in `Evaluation::nodes`. */
  node: number | null;
  /** What it gives; `null` for a modifier. */
  qualifier: Qualifier | null;
  /** What was asked for it, as places in `Evaluation::questions`. */
  questions: number[];
  /** Where it stands, in octets of the record. */
  span: Span;
  /** What became of it. */
  state: TermState;
  /** The domain it leads to, macros expanded; `null` if it names none, or was not reached. */
  target: string | null;
  /** As it is written. */
  text: string;
}

/** What a term is. */
export type TermKind =
  /** Always matches. */
  | 'all'
  /** Matches if another record passes the client. */
  | 'include'
  /** The addresses of a domain. */
  | 'a'
  /** The addresses of a domain's mail exchangers. */
  | 'mx'
  /** The client's names. */
  | 'ptr'
  /** A range of IPv4. */
  | 'ip4'
  /** A range of IPv6. */
  | 'ip6'
  /** The existence of a name. */
  | 'exists'
  /** The record to go on with. */
  | 'redirect'
  /** Where the explanation is. */
  | 'exp'
  /** A modifier that RFC 7208 does not define; ignored. */
  | 'unknown_modifier'
  /** A term that breaks the syntax. */
  | 'unreadable';

/** What became of a term. */
export type TermState =
  /** The verdict was there before, or does not need it. */
  | 'not_reached'
  /** An answer is awaited. */
  | 'pending'
  /** It matches; of a modifier, that it took effect. */
  | 'match'
  /** It does not match. */
  | 'no_match'
  /** It ends the evaluation without a match. */
  | 'exception'
  /** It was looked at without a client, so that it neither matches nor does not. */
  | 'examined';

/** What a Received field says about the encryption of its hop. */
export interface Tls {
  /** The cipher suite as written, if a comment gives it. */
  cipher: Part | null;
  /** Whether it was encrypted. */
  used: TlsUse;
  /** The version, if a comment gives it. */
  version: TlsVersion | null;
}

/** Whether TLS was used. */
export type TlsUse =
  /** The protocol, or a comment, says so. */
  | 'yes'
  /** The protocol is one that is written without TLS alone (RFC 3848, RFC 6531 §4.3). */
  | 'no'
  /** Neither can be told. */
  | 'unknown';

/** A version of the protocol. */
export type TlsVersion =
  /** SSL 2.0. */
  | 'ssl2'
  /** SSL 3.0. */
  | 'ssl3'
  /** TLS 1.0. */
  | 'tls1.0'
  /** TLS 1.1. */
  | 'tls1.1'
  /** TLS 1.2. */
  | 'tls1.2'
  /** TLS 1.3. */
  | 'tls1.3';

/** The way of a message, as its header tells it. */
export interface Trace {
  /** Where the message came into the receiver's hands; `null` if there is no hop. */
  boundary: Boundary | null;
  /** Number of Received fields, those past the cap included. */
  count: number;
  /** The hops from the sender to the receiver: bottom to top. Up to 200, those nearest the receiver. */
  hops: Hop[];
  /** The marks of forwarding, in the order of the fields, up to 200. */
  signs: Sign[];
  /** Number of marks that are not kept because there are too many. */
  signs_left_out: number;
}

/** A content transfer encoding (RFC 2045 §6). */
export type TransferEncoding =
  /** Lines of US-ASCII as they are. */
  | '7bit'
  /** Lines of octets as they are. */
  | '8bit'
  /** `quoted-printable` */
  | 'quoted-printable'
  /** `base64` */
  | 'base64';

/** How far the recipient can go by the sender that the message names. */
export type Trust =
  /** It is proven. */
  | 'proven'
  /** It is proven in part, or by something weaker than a signature. */
  | 'reserved'
  /** It is not proven. */
  | 'unproven'
  /** It is not known yet, or cannot be. */
  | 'open';

/** A text that is no message. */
export interface Typed {
  /** The domain that can be checked in its place. */
  domain: string | null;
  /** What it is. */
  kind: TypedKind;
  /** What to enter for that: the domain, or the name of a key. */
  query: string | null;
}

/** What a text is that is no message. */
export type TypedKind =
  /** The address of a mailbox. */
  | 'address'
  /** The address of a page, or of a server under a name. */
  | 'url'
  /** A record of the DNS with its name. */
  | 'named_record'
  /** A record of the DNS without its name. */
  | 'record'
  /** The address of a host that is no domain. */
  | 'host';

/** Why no answer of a resolver could be read. */
export type UnreachableReason =
  /** The connection failed, or the answer may not be read (an HTTP error without CORS fields looks the same). */
  | 'network'
  /** No answer in time. */
  | 'timeout'
  /** An HTTP status other than 200. */
  | 'http_status'
  /** Not `application/dns-message`. */
  | 'content_type'
  /** More than 64 KiB. */
  | 'too_large'
  /** Cut off (TC), or shorter than it says. */
  | 'truncated'
  /** No DNS message, or none that answers this question. */
  | 'malformed'
  /** The aliases form a loop or a chain of more than 8. */
  | 'alias_chain'
  /** The reader cancelled. */
  | 'cancelled';

/** Why an address for reports is none. */
export type UriFault =
  /** There is nothing. */
  | 'empty'
  /** It is an address without `mailto:` before it. */
  | 'scheme'
  /** Slashes follow `mailto:`, as if it were an address of the web. */
  | 'slashes'
  /** It cannot be read as anything. */
  | 'unreadable';

/** The answer in short. */
export interface Verdict {
  /** Whether the author's domain is proven. */
  author: AuthorProof;
  /** What is proven to have happened to what was signed, each kind once. */
  changes: CauseKind[];
  /** What is stated. */
  code: VerdictCode;
  /** The display name in From, if there is one author: no method proves it. */
  display_name: string | null;
  /** What may be said of each signature, as in `Report::dkim`. */
  each: SignatureVerdict[];
  /**
   * What forwarding would make of it; none while questions are open, where the proof was not checked, or
   * where no policy record is applied.
   */
  forms: Delivery[];
  /** Whether it is open whom a proof would speak for, as programs may read From in different ways. */
  is_author_unclear: boolean;
  /** Whether this is a part of a header section, without From: that says nothing of the message. */
  is_fragment: boolean;
  /**
   * Whether the statement rests on a signature that was right, and the host that handed the message over may
   * send for the author's domain, too (SPF).
   */
  is_server_proven: boolean;
  /** The key that the statement rests on, as a place in the signature's `keys`. */
  key: number | null;
  /**
   * What the domain's owner can do next; `null` while questions are open, without an author, and where
   * nothing tells that the message is the owner's: then it says nothing of how the owner sends.
   */
  next_step: NextStep | null;
  /** What keeps it from being told; `null` where it is told. */
  obstacle: Obstacle | null;
  /** What the author's domain asks for; `null` where the message is proven, and where that is not known. */
  policy: RequestedPolicy | null;
  /** Why, as places in `Report::findings`: the weightiest first, no two of the same words, at most 6. */
  reasons: number[];
  /** What the receiver's own server wrote of DMARC, where that can be believed. */
  receiver: ReceiverResult | null;
  /** What the statement leaves out, where it is more than that of all of its kind. */
  reserve: Reserve | null;
  /** The signature that the statement is about, as a place in `Report::dkim`; `null` if it is about none. */
  signature: number | null;
  /** The signatures that prove it, as places in `Report::dkim`. */
  signatures: number[];
  /** The domain of that signature, if it can be read. */
  signer: Domain | null;
  /** The check of SPF that passes for it, as a place in `Report::spf`; whether that says anything, `author` tells. */
  spf: number | null;
  /** How the statement is to be taken. */
  state: VerdictState;
  /** How far the recipient can go by it. */
  trust: Trust;
}

/**
 * What is stated. Where signatures differ, the statement that stands first in this list is made: what is certain
 * before what is open, both before what fails. What is stated of another domain than the author's counts as
 * `Self::OtherDomain`, and comes behind what a signature of the author's says that was right.
 */
export type VerdictCode =
  /** A signature of the author's domain verifies. */
  | 'verified'
  /** The same, and parts that a reader sees are not signed. */
  | 'partly'
  /** The same, made long before the message was handed over. */
  | 'resent'
  /** The same, at a time that is still to come. */
  | 'ahead'
  /** The same, by a domain that says that it is testing. */
  | 'testing'
  /** It verifies by one answer and not by another. */
  | 'doubtful'
  /** It verifies, and From is written so that it can be taken for somebody else. */
  | 'misleading'
  /** It verifies, and there is no one author that it could be compared with. */
  | 'author_unclear'
  /** It fails by changes all of which are proven. */
  | 'altered'
  /** It fails by a mistake of the signer's that is proven. */
  | 'faulty'
  /** No signature proves the author; SPF passes for it. */
  | 'route'
  /** It verifies, and is of another domain than the author's. */
  | 'other_domain'
  /** The answer about a key is awaited. */
  | 'pending'
  /** It verifies over the header; the body was not given. */
  | 'body_absent'
  /** Nobody answered about its key. */
  | 'unreachable'
  /** Its key was not asked for. */
  | 'declined'
  /** It was not checked. */
  | 'not_checked'
  /** This is a part of a header section, without From. */
  | 'fragment'
  /** It is right but for its time. */
  | 'expired'
  /** It is over the header, and over nothing of the text. */
  | 'nothing_signed'
  /** It is over this header and over another body. */
  | 'body_changed'
  /** It is over this header, with proven changes undone; the body is not explained. */
  | 'partly_altered'
  /** It does not verify. */
  | 'failed'
  /** The key is not the one that signed. */
  | 'misfit'
  /** It, or its key, has a lasting fault. */
  | 'unusable'
  /** There is a signature of the author's or none; SPF and DMARC can still tell. */
  | 'undecided'
  /** There is no signature, and too little is known of the way. */
  | 'unsigned_unchecked'
  /** There is no signature, and the DNS was not asked about the way. */
  | 'unsigned_unasked'
  /** There is no signature, and nobody answered about the way. */
  | 'unsigned_unanswered'
  /** Nothing proves the author. */
  | 'unproven'
  /** There is no one author. */
  | 'no_author';

/** How a statement is to be taken. */
export type VerdictState =
  /** The author's domain is proven. */
  | 'pass'
  /** Something is proven, with a reservation. */
  | 'warn'
  /** Another domain than the author's is proven. */
  | 'alien'
  /** It was proven once: the signature has expired. */
  | 'late'
  /** Something that would prove the author fails. */
  | 'fail'
  /** Nothing can be told: this copy, or the answers, do not allow it. */
  | 'unknown'
  /** Answers are awaited. */
  | 'pending'
  /** There is nothing that proves anything. */
  | 'none';

/** Everything about one DKIM-Signature field. */
export interface Verification {
  /** Seconds between `t=` and the time of the evaluation; negative if `t=` is later. */
  age: number | null;
  /** The single checks. */
  checks: Checks;
  /** What the signature covers; `null` if `h=` or `c=` cannot be read. */
  coverage: Coverage | null;
  /** The place in `keys` of the record that the verdict rests on. */
  deciding_key: number | null;
  /** A second look-up, where no key record stands under `key_name`. */
  doubled_zone: DoubledZone | null;
  /** The field's place in `Report::fields`. */
  field: number;
  /** Why no key found serves, where that can be told. */
  key_cause: KeyCause | null;
  /** The name that the key is asked for under, if `d=` and `s=` make one. */
  key_name: string | null;
  /** The key records found, in a fixed order. */
  keys: KeyEvaluation[];
  /** Why it was not checked; `null` unless the verdict is `not_checked`. */
  not_checked: NotChecked | null;
  /** The verdict. */
  result: DkimResult;
  /** What the field says. */
  signature: SignatureFields;
}

/** A walk from a domain towards the root. */
export interface Walk {
  /** The names in the order in which they count; at most eight. The walk ends at `psd=y` and `psd=n`. */
  steps: Step[];
}

/** What a source, or its header section, was taken out of. */
export type Wrapping =
  /** What Postfix prints of a file of its queue. */
  | 'postfix_queue'
  /** A file of Exim's spool. */
  | 'exim_spool'
  /** JSON that holds the source as a text. */
  | 'json'
  /** JSON that lists the fields. */
  | 'header_list'
  /** A table of the fields. */
  | 'header_table';

/** Why a line of pasted records was left out. */
export type ZoneFault =
  /** It is no record. */
  | 'syntax'
  /** Its name is no domain name. */
  | 'name'
  /** It is a record of a type that is not needed. */
  | 'type_ignored'
  /** More than 1 MiB was pasted; nothing was read. */
  | 'too_large'
  /** More than 100 records of a type stand under one name; none of them was taken. */
  | 'too_many_records'
  /** A key record without a name, and no key is missing. */
  | 'no_missing_key'
  /** A key record without a name, and more than one key is missing: give the name too. */
  | 'several_missing_keys';

/** A line that was left out. */
export interface ZoneProblem {
  /** Why. */
  kind: ZoneFault;
  /** Number of the line, from 1. */
  line: number;
  /** The line, up to 200 characters. */
  text: string;
}

/** Of whatever protocol. */
export type Problem = MessageProblem | DkimProblem | IdentityProblem | ArcProblem | PasteProblem | DiagnosisProblem | SpfProblem | DmarcProblem | TraceProblem;
