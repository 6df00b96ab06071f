// What passes between the page, the session and its worker.

import type { Added, Request, UnreachableReason, ZoneProblem } from './report.js';

export type RecordProblem = ZoneProblem;
/** `replaced`: the names whose records, pasted before, gave way to others. */
export type AddedRecords = Added & { replaced?: readonly string[] };
export type AnswerState = { ok: true } | { ok: false; reason: UnreachableReason };

/** A resolver as the reader chooses it. */
export interface Resolver {
  id: string;
  company: string;
  url: string;
}

/** One question that has left the browser. */
export interface Sent {
  name: string;
  type: string;
  resolver: string;
  /** Seconds since 1970. */
  time: number;
  state: 'asking' | 'answered' | UnreachableReason;
}

/** The requests to one host. `isOwn`: it serves the tool itself. `paths`: within the tool, if it is. */
export interface Traffic {
  host: string;
  isOwn: boolean;
  paths: string[];
}

/** The envelope as the reader enters it; `null` for what the message tells. */
export interface GivenEnvelope {
  client: string | null;
  helo: string | null;
  mail_from: string | null;
  recipient: string | null;
}

/** What a message says of itself. */
export interface Head {
  from: string | null;
  subject: string | null;
  date: string | null;
}

/**
 * Up to 64 rows of the source. `ends`: where each ends, counted from `start`. `line`: the line that the first one belongs
 * to, counted from 1. `isLineStart`: whether that line begins with it.
 */
export interface RowBlock {
  start: number;
  octets: Uint8Array;
  ends: Uint32Array;
  line: number;
  isLineStart: boolean;
}

/** Counted from 0 and from 1. */
export interface RowPlace {
  row: number;
  line: number;
}

/** Why the session stopped. */
export type Trouble =
  | 'stalled'
  | 'internal'
  | 'cancelled'
  | 'unreadable'
  | 'too_large_paste'
  | 'too_large_file'
  | 'insecure'
  | 'assets'
  | 'worker'
  | 'evidence_damaged'
  | 'evidence_newer'
  | 'evidence_excessive';

/** What a worker was told of a message, beyond the message itself: a method and its arguments. */
export type Told = readonly [method: string, args: readonly unknown[]];

export type Source =
  /** `before`: what was entered, if this was made of it. */
  | { kind: 'text'; text: string; typed: boolean; before?: string | undefined }
  | { kind: 'file'; file: File }
  | { kind: 'sample'; id: string };

export type { Request };
