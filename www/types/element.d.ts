// What the element and its parts know of each other.

import type { Speech } from '../i18n/index.js';
import type { Kind } from '../export/kinds.js';
import type { Session } from '../session/session.js';
import type { Diagnosis, Evaluation, Report, Request } from './report.js';
import type { AddedRecords, GivenEnvelope, Head, Source, Trouble } from './session.js';

/** All that is known about the message at hand. */
export interface Work {
  session: Session;
  source: Source;
  /** Octets of the source, unless only a part of it is judged or it was repaired. */
  octets: number | null;
  preview: string | null;
  progress: { done: number; total: number } | null;
  trouble: Trouble | null;
  evaluation: Evaluation | null;
  /** What is asked for and of whom, while it is; it is noted in what was sent from `from` on. */
  asking: { requests: Request[]; resolvers: readonly string[]; from: number } | null;
  /** The kinds of questions that the reader has agreed to. */
  agreed: Set<string>;
  /** Records that were entered, and what came of them. */
  pasted: string;
  /** Those that were used. */
  entered: string;
  added: AddedRecords | null;
  /** Which URL of a resolver cannot be used: the field that it is in. */
  bad: 'own' | 'second' | null;
  /**
   * Whom the reader may ask for what was asked of others: an id of the list, or a URL; `null` if that is not wanted.
   */
  again: string | null;
  /** Whether nothing is asked without a click, whatever the reader chose: the questions are being looked at. */
  isHeld: boolean;
  /** What the first of several messages say of themselves, as far as it was asked. */
  heads: Head[];
  isListing: boolean;
  /** Why signatures fail, as far as it is known. */
  explanation: Explanation;
  /** How many times the first few signatures are shown. */
  pages: number;
  /** What the result rests on, where it is an evidence file. */
  evidence: { judgedAt: number; waxseal: string } | null;
}

/** What is taken along of a result. */
export interface Exported {
  report: Report;
  diagnoses: readonly Diagnosis[];
  /** In seconds since 1970. */
  judgedAt: number;
  /** The version that judged. */
  waxseal: string;
  /** Whether it rests on an evidence file. */
  isFromFile: boolean;
  hidden: readonly Kind[];
}

/** The same before what reads a message was loaded. */
export type Begun = Omit<Work, 'session'> & { session: Session | null };

/** What the reader may correct; then everything is judged anew in place. */
export interface SenderActions {
  /** `null` for what the message tells. Whether `client` is an address; if it is not, nothing changes. */
  setEnvelope(envelope: GivenEnvelope): Promise<boolean>;
  /** The first hop that the receiver's own hosts wrote, as a place in the trace; `null` for what the names tell. */
  setBoundary(hop: number | null): Promise<void>;
  /** Whether the name of the client's address is asked for. */
  setReverse(isAsked: boolean): Promise<void>;
  /** Whether those who are to get reports are asked for their consent. */
  setReportDestinations(isAsked: boolean): Promise<void>;
}

/** The octets of a change as they arrived, and those around it. */
export interface Piece {
  before: Uint8Array;
  now: Uint8Array;
  after: Uint8Array;
}

/** A diagnosis with the octets of its changes: a list for each cause, as long as is shown. */
export interface Explained {
  diagnosis: Diagnosis;
  pieces: Piece[][];
}

export type Explanation =
  | { kind: 'none' }
  | { kind: 'cancelled' | 'missing' | 'stopped' }
  /** `explained`: what is known already. */
  | { kind: 'looking'; explained: Explained[] }
  /** `verdicts`: what the signatures' verdicts were. */
  | { kind: 'found'; explained: Explained[]; verdicts: string };

/** Of a frame in somebody else's page: what it can tell of being seen. */
export interface Sight {
  /**
   * Watches whether all of these elements are in plain sight, and have been for a while; `null` in a browser that
   * cannot tell.
   */
  readonly watch: ((elements: readonly Element[], listener: (isPlain: boolean) => void) => Watch) | null;
}

export interface Watch {
  /** Whether they are at this moment, as far as the browser has told. */
  isPlain(): boolean;
  stop(): void;
}

/** What the part that shows a result needs of the element. */
export interface Tool {
  readonly work: Work | null;
  readonly speech: Speech;
  /** Whether the reader names the resolver by its URL. */
  readonly isOwn: boolean;
  /** The id of a listed resolver, or a URL; empty if nothing was chosen. */
  resolver: string;
  /** Whether resolvers may be asked at all. */
  consent: 'ask' | 'never';
  /** Whether that is for the page around the tool to say, and not for the reader. */
  readonly isFixed: boolean;
  readonly sight: Sight | null;
  /** Loads the texts and the styles of explanations as well. */
  loadExplaining(): Promise<void>;
  /** Runs a step of the work; whatever goes wrong ends as a sentence. */
  attempt(work: Work, step: () => Promise<void>): Promise<void>;
  render(): void;
  /** Has a domain checked instead of what was given, which is kept. */
  check(domain: string): void;
  /** Tells those who listen to the page. */
  say(text: string): void;
  focus(selector: string): void;
  /** Dispatches an event. */
  tell(type: string, detail: object): void;
}
