// The report and its parts, as the core serialises them.

export type Severity = 'info' | 'notice' | 'warning' | 'error';
export type SourceKind = 'message' | 'header_only' | 'not_a_message';
export type Algorithm = 'rsa-sha1' | 'rsa-sha256' | 'ed25519-sha256';
export type Canonicalization = 'simple' | 'relaxed';
export type Check = 'pass' | 'fail' | 'not_reached' | 'pending' | 'untestable';
export type DkimResult =
  | 'pass' | 'fail' | 'neutral' | 'permerror' | 'temperror' | 'pending' | 'not_checked';
export type KeyType = 'rsa' | 'ed25519';
export type RecordType = 'TXT';

/** A half-open range of octets of the source. */
export interface Span { start: number; end: number }

export interface Source {
  kind: SourceKind;
  octets: number;
  header: Span;
  body: Span | null;
  field_count: number;
}

export interface ReportField { name: string; raw: Span; value: Span }

/** A domain name in ASCII and, where that differs, in Unicode. */
export interface Domain { a_label: string; u_label: string | null }

export interface Mailbox { name: string | null; address: string; domain: Domain | null }
export interface FromField { field: number; text: string; mailboxes: Mailbox[] }

export interface Identifiers {
  from: FromField[];
  author_domain: Domain | null;
  subject: string | null;
  date: string | null;
  to: string | null;
}

export interface TagText { name: string; value: string; span: Span }

export interface SignatureFields {
  algorithm: Algorithm | null;
  domain: Domain | null;
  selector: Domain | null;
  identity: string | null;
  header_canonicalization: Canonicalization | null;
  body_canonicalization: Canonicalization | null;
  body_length: number | null;
  timestamp: number | null;
  expiration: number | null;
  signed_fields: string[];
  tags: TagText[];
}

export interface Coverage {
  signed_fields: number[];
  unsigned_fields: number[];
  absent_fields: string[];
  signed_body_octets: number | null;
  unsigned_body_octets: number | null;
}

export interface Checks { body_hash: Check; signature: Check; key_permits: Check; time: Check }

export type Provenance =
  | { kind: 'resolver'; url: string; time: number; authenticated: boolean }
  | { kind: 'pasted' }
  | { kind: 'recorded' }
  | { kind: 'nobody' };

export interface KeyEvaluation {
  record: string;
  name: string;
  provenance: Provenance;
  key_type: KeyType | null;
  bits: number | null;
  exponent: number | null;
  notes: string | null;
  testing: boolean;
  signature: Check;
  permits: Check;
}

export interface Verification {
  field: number;
  signature: SignatureFields;
  coverage: Coverage | null;
  key_name: string | null;
  keys: KeyEvaluation[];
  deciding_key: number | null;
  checks: Checks;
  result: DkimResult;
}

export type UnreachableReason =
  | 'network' | 'timeout' | 'http_status' | 'content_type' | 'too_large'
  | 'truncated' | 'malformed' | 'alias_chain' | 'cancelled';
export type NotAskedReason = 'limit' | 'private';

export interface ExtendedError { code: number; text: string }

export type Outcome =
  | { kind: 'records'; records: string[]; aliases: string[]; ttl: number | null }
  | { kind: 'no_data' }
  | { kind: 'nx_domain' }
  | { kind: 'serv_fail'; rcode: number; errors: ExtendedError[] }
  | { kind: 'unreachable'; reason: UnreachableReason }
  | { kind: 'declined' }
  | { kind: 'not_asked'; reason: NotAskedReason };

export interface Answer { outcome: Outcome; provenance: Provenance }

export type Purpose = { kind: 'dkim_key'; signature: number };

export interface Request { name: string; type: RecordType; purposes: Purpose[] }
export interface QueryRecord extends Request { answers: Answer[] }

export type Base64Fault = 'foreign_octet' | 'padding' | 'empty';
export type NameFault = 'empty' | 'foreign_octet' | 'too_long' | 'no_a_label';
export type KeyFault =
  | 'der' | 'other_algorithm' | 'trailing_octets' | 'modulus' | 'exponent' | 'too_large' | 'length' | 'point';
export type FileKind = 'picture' | 'pdf' | 'zip' | 'outlook_msg' | 'utf16' | 'html' | 'unknown';
export type Limit =
  | 'header_fields' | 'header_octets' | 'field_octets' | 'addresses' | 'nesting' | 'encoded_words'
  | 'received' | 'arc_sets' | 'authentication_results' | 'mime_depth' | 'mime_parts';

export type Problem =
  | { code: 'message.source.empty' }
  | { code: 'message.source.not-a-message'; params: { found: FileKind } }
  | { code: 'message.source.byte-order-mark' }
  | { code: 'message.source.mbox-line' }
  | { code: 'message.source.bare-lf'; params: { count: number } }
  | { code: 'message.source.bare-cr'; params: { count: number } }
  | { code: 'message.body.absent' }
  | { code: 'message.header.malformed-line' }
  | { code: 'message.header.space-before-colon'; params: { name: string } }
  | { code: 'message.header.duplicate-field'; params: { name: string; count: number } }
  | { code: 'message.from.missing' }
  | { code: 'message.from.multiple-fields'; params: { count: number } }
  | { code: 'message.from.multiple-mailboxes'; params: { count: number } }
  | { code: 'message.from.ambiguous' }
  | { code: 'message.from.invalid-domain' }
  | { code: 'message.limit.reached'; params: { limit: Limit; allowed: number; found: number } }
  | { code: 'dkim.message.unsigned' }
  | { code: 'dkim.message.too-many-signatures'; params: { allowed: number; found: number } }
  | { code: 'dkim.message.too-many-key-names'; params: { allowed: number; found: number } }
  | { code: 'dkim.message.too-much-arithmetic' }
  | { code: 'dkim.signature.tag-syntax' }
  | { code: 'dkim.signature.tag-duplicate'; params: { tag: string } }
  | { code: 'dkim.signature.tag-limit'; params: { allowed: number } }
  | { code: 'dkim.signature.tag-missing'; params: { tag: string } }
  | { code: 'dkim.signature.tag-value'; params: { tag: string } }
  | { code: 'dkim.signature.version'; params: { value: string } }
  | { code: 'dkim.signature.algorithm-unknown'; params: { value: string } }
  | { code: 'dkim.signature.sha1' }
  | { code: 'dkim.signature.canonicalization-unknown'; params: { value: string } }
  | { code: 'dkim.signature.query-method-unknown'; params: { value: string } }
  | { code: 'dkim.signature.base64'; params: { tag: string; fault: Base64Fault } }
  | { code: 'dkim.signature.base64-trailing-bits'; params: { tag: string } }
  | { code: 'dkim.signature.body-hash-length'; params: { found: number; expected: number } }
  | { code: 'dkim.signature.invalid-name'; params: { tag: string; fault: NameFault } }
  | { code: 'dkim.signature.private-name'; params: { name: string } }
  | { code: 'dkim.signature.identity-outside' }
  | { code: 'dkim.signature.from-not-signed' }
  | { code: 'dkim.signature.signed-field-limit'; params: { allowed: number; found: number } }
  | { code: 'dkim.signature.body-length-too-large'; params: { body: number } }
  | { code: 'dkim.signature.expired'; params: { seconds: number } }
  | { code: 'dkim.signature.expiration-before-timestamp' }
  | { code: 'dkim.signature.timestamp-in-future' }
  | { code: 'dkim.signature.body-hash-mismatch' }
  | { code: 'dkim.body.absent' }
  | { code: 'dkim.signature.signature-mismatch' }
  | { code: 'dkim.signature.unsigned-body'; params: { octets: number } }
  | { code: 'dkim.signature.field-unsigned'; params: { name: string } }
  | { code: 'dkim.signature.instance-unsigned'; params: { name: string } }
  | { code: 'dkim.signature.other-domain'; params: { signer: string; author: string } }
  | { code: 'dkim.key.name-missing'; params: { name: string } }
  | { code: 'dkim.key.no-record'; params: { name: string } }
  | { code: 'dkim.key.server-failure'; params: { name: string; text: string | null } }
  | { code: 'dkim.key.unreachable'; params: { name: string } }
  | { code: 'dkim.key.declined'; params: { name: string } }
  | { code: 'dkim.key.answers-differ'; params: { name: string } }
  | { code: 'dkim.key.alias'; params: { target: string } }
  | { code: 'dkim.key.multiple-records'; params: { count: number } }
  | { code: 'dkim.key.tag-syntax' }
  | { code: 'dkim.key.tag-duplicate'; params: { tag: string } }
  | { code: 'dkim.key.version'; params: { value: string } }
  | { code: 'dkim.key.version-not-first' }
  | { code: 'dkim.key.data-missing' }
  | { code: 'dkim.key.revoked' }
  | { code: 'dkim.key.base64'; params: { fault: Base64Fault } }
  | { code: 'dkim.key.type-unknown'; params: { value: string } }
  | { code: 'dkim.key.type-mismatch'; params: { key: string; algorithm: string } }
  | { code: 'dkim.key.hash-forbidden'; params: { hash: string } }
  | { code: 'dkim.key.service-forbidden' }
  | { code: 'dkim.key.strict-identity' }
  | { code: 'dkim.key.testing' }
  | { code: 'dkim.key.invalid'; params: { fault: KeyFault } }
  | { code: 'dkim.key.too-short'; params: { bits: number } }
  | { code: 'dkim.key.weak'; params: { bits: number } }
  | { code: 'dkim.key.low-exponent'; params: { exponent: number } }
  | { code: 'dkim.key.bare-rsa' };

export type Subject =
  | { kind: 'message' }
  | { kind: 'field'; index: number }
  | { kind: 'signature'; index: number }
  | { kind: 'key'; signature: number; record: number };

export interface Reference { rfc: number; section: string }

export type Finding = Problem & {
  severity: Severity;
  reference: Reference | null;
  subject: Subject;
  span: Span | null;
};

export interface Report {
  schema: number;
  source: Source;
  fields: ReportField[];
  identifiers: Identifiers;
  dkim: Verification[];
  findings: Finding[];
  queries: QueryRecord[];
}

export interface Evaluation { report: Report; requests: Request[] }
