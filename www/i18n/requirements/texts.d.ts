import type {
  DestinationState,
  DmarcProblem,
  DomainReport,
  ForwardingKind,
  OneClickCondition,
  Provider,
  ReportTag,
  RequirementState,
  Rule,
} from '../../types/report.js';
import type { Text } from '../text.js';

/** What is known of records at a name. */
type RecordState = 'found' | 'absent' | 'pending' | 'not_checked';
type Destination = Extract<DmarcProblem, { code: `dmarc.destination.${string}` }>;
export type DestinationTexts = {
  [P in Destination as P['code']]: (params: P extends { params: infer Params } ? Params : undefined) => Text;
};

/** What the rules of providers, the receivers of reports and a domain without a message are spoken of with. */
export interface RequirementTexts {
  heading: string;
  lead: string;
  /** For everybody, and for those who send much. */
  group: Record<'all' | 'bulk', string>;
  column: { rule: string; state: string; source: string };
  rule: Record<Rule, string>;
  state: Record<RequirementState, string>;
  /** Whom a rule concerns that is not kept, where that is not this sender. */
  concern: Record<'forwarder' | 'bulk', string>;
  provider: Record<Provider, string>;
  /** `isBulk`: the demand is made of those who send much alone, in a rule that others make of everybody. */
  demand(provider: string, since: string, isBulk: boolean): string;
  evidence: {
    signature(n: number): Text;
    key(bits: number, isAdvised: boolean): Text;
    spf(mailbox: string): Text;
    policy_record(domain: string): Text;
    hop(n: number): Text;
    field(name: string): Text;
    missing(name: string): Text;
    host(name: string, leadsBack: boolean): Text;
    unmet: Record<OneClickCondition, Text>;
  };
  note: Partial<Record<Rule, Partial<Record<RequirementState, string>>>>;
  /** Why forwarding of such a kind is not what the rule about ARC means. */
  not_meant: Partial<Record<ForwardingKind, string>>;
  /** Where the name of the sending address was asked for in vain. */
  no_name: string;
  ask: { reverse: string; destinations: string };
  destinations: {
    heading: string;
    lead: string;
    column: { address: string; tag: string; state: string };
    tag: Record<ReportTag, string>;
    state: Record<DestinationState, string>;
  };
  domain: {
    heading(domain: string): Text;
    lead: string;
    no_selector: string;
    key: Record<NonNullable<DomainReport['key_state']>, (name: string) => Text>;
    spf: Record<RecordState, (name: string) => Text>;
    dmarc: Record<RecordState, (name: string) => Text>;
    key_line(bits: number, type: string): Text;
    unusable: string;
    publish: string;
  };
}
