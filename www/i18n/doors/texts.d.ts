// What the three doors of a result say.

import type { Chance } from '../catalogue.js';
import type { Domain, Reserve, Trust } from '../../types/report.js';
import type { Speech } from '../index.js';
import type { Text } from '../text.js';

export type Door = 'genuine' | 'domain' | 'evidence';

/** How far the settings of a domain are known. */
export type Knowledge = 'open' | 'unanswered' | 'unread' | 'unnamed' | 'fragment' | 'unsigned' | 'failing' | 'nothing';

export interface DoorTexts {
  /** What the three together are called. */
  label: string;
  title: Record<Door, string>;
  answer: {
    genuine: Record<'proven' | 'unproven', string>;
    domain: Record<Knowledge, string>;
    changes(n: number): Text;
    unmet(n: number): Text;
    unchecked(n: number): Text;
    signatures(n: number): Text;
    separator: string;
    /** Of all the names, `open` were not asked for. */
    names(n: number, open: number): Text;
  };
  genuine: {
    advice: string;
    trust: Record<Trust, readonly string[]>;
    reserve: Record<Reserve, string>;
    /** What stands first where nothing is known. What the DNS could tell depends on what can be done about it. */
    open: Record<'body' | 'source' | 'limit' | 'way', string> &
      Record<Exclude<Chance, 'ask' | 'paste'>, string> &
      Record<'question' | 'declined' | 'unanswered', Record<'ask' | 'paste', string>>;
  };
  domain: {
    whose(domain: Domain): Text;
    published(domain: Domain): Text;
    unnamed: string;
    fragment: string;
    changes: string;
    nothing: string;
    open: string;
    unanswered: string;
    unread: string;
    unsigned: string;
    failing: string;
    /** `failing`, where there is something to look at. */
    failing_beside: string;
    /** `term` would list the server in the record. */
    unlisted(client: string, domain: string, term: string): Text;
    /** The same of a mail that nothing proves to be the owner's. */
    unlisted_unproven(client: string, domain: string, term: string): Text;
    new_alone: string;
    unmet(n: number): Text;
    nothing_published: string;
    spf_meant: string;
    spf_guessed: string;
    /** One record in the place of several; `spf_ends`: they end differently, so that there is one for each end. */
    spf_merged: string;
    spf_merged_lead: string;
    spf_ends: string;
    unchecked: string;
    policy: string;
    policy_lead: string;
    policy_of: string;
    policy_of_lead: string;
    not_met(n: number): Text;
    all_met: string;
  };
  evidence: {
    findings: string;
    findings_lead: string;
    signatures(passed: number, total: number): Text;
    unsigned: string;
    count(n: number): Text;
    steps(n: number): Text;
  };
  octets: { title: string; failed: string };
}

/** A speech with the texts of the doors; those about the sender come later. */
export type DoorSpeech = Speech & { doors: DoorTexts };
