// The report as text to paste into a ticket: made from the report alone, in the reader's language.

import { findingsOf, severityOf, textOf } from '../view/findings.js';
import { statement } from '../view/headline.js';
import { companyOf } from '../view/provenance.js';
import { policyRecord } from '../view/sender/record.js';
import { KINDS_OF_DOMAIN } from './kinds.js';
import { block, code, domainOf, own, say, utc } from './text.js';
import { text, words } from '../i18n/text.js';

/** @import { ExportSpeech } from '../i18n/exports/texts.js' */
/** @import { Text } from '../i18n/text.js' */
/** @import { Exported } from '../types/element.js' */
/** @import { Answer, Cause, Finding, KeyEvaluation, Outcome, Provenance, Report } from '../types/report.js' */
/** @import { Resolver } from '../types/session.js' */
/** @typedef {{ exported: Exported, speech: ExportSpeech, resolvers: readonly Resolver[] }} Data */

/** A ticket is for people: a hostile message has thousands of each. */
const SHOWN = 20;
const QUESTIONS = 100;

/** @param {string} label @param {string} value @param {ExportSpeech} speech */
const row = (label, value, { exports: { ticket } }) => `**${own(label)}**${ticket.colon}${value}`;

/** @param {readonly string[]} items @param {number} left Those that are not shown. @param {ExportSpeech} speech */
const list = (items, left, speech) => [
  ...items.map((item) => `- ${item}`),
  ...(left > 0 ? [`- ${say(speech.exports.ticket.more(left), speech)}`] : []),
];

/**
 * @template T
 * @param {readonly T[]} all
 * @param {(one: T, place: number) => string} item
 * @param {ExportSpeech} speech
 * @param {number} [most]
 */
const listOf = (all, item, speech, most = SHOWN) => list(all.slice(0, most).map(item), all.length - most, speech);

/** @param {string} heading @param {readonly string[]} lines */
const section = (heading, lines) => (lines.length === 0 ? [] : ['', `### ${own(heading)}`, '', ...lines]);

/** Where an answer comes from. @param {Provenance} provenance @param {Data} data */
const from = (provenance, { exported: { isFromFile }, speech, resolvers }) => {
  const { catalogue } = speech;
  const signature = isFromFile ? catalogue.of_file.signature : catalogue.signature;
  if (provenance.kind !== 'resolver') return own(signature.provenance[provenance.kind]);
  return (
    say(signature.resolver(companyOf(provenance.url, resolvers), provenance.time), speech) +
    (provenance.authenticated ? own(signature.validated) : '')
  );
};

/** @param {Finding} finding @param {Data} data */
const noticed = (finding, { exported: { report }, speech }) => {
  const { severity, reference } = speech.catalogue.finding;
  const sentence = say(textOf(finding, speech, report), speech);
  const rule = finding.reference ? ` (${own(reference(finding.reference.rfc, finding.reference.section))})` : '';
  return `${row(severity[severityOf(finding)], sentence, speech)}${rule}`;
};

/** What is judged, and what came of it. @param {Data} data */
const verdict = ({ exported: { report, isFromFile }, speech }) => {
  const {
    catalogue,
    exports: { ticket },
    requirements,
  } = speech;
  if (report.domain) return { title: requirements.domain.heading(report.domain.name.a_label), lines: [] };
  const { code: verdict, title, meaning, reasons, besides } = statement(report, speech);
  const { author_domain: author, from, subject, date } = report.identifiers;
  const shown = (/** @type {string | null | undefined} */ text) => (text ? code(text) : own(catalogue.claims.none));
  return {
    title,
    lines: [
      [meaning, ...besides].map((one) => say(one, speech)).join(ticket.gap),
      '',
      ...reasons.map((finding) => `- ${say(textOf(finding, speech, report), speech)}`),
      `- ${row(ticket.result, own((isFromFile ? catalogue.of_file.says : '') + catalogue.seal[verdict]), speech)}`,
      `- ${row(ticket.domain, author ? domainOf(author) : own(report.verdict.is_fragment ? catalogue.sender.picture.alignment.absent : ticket.no_domain), speech)}`,
      `- ${row(catalogue.claims.from, shown(from[0]?.text), speech)}`,
      `- ${row(catalogue.claims.subject, shown(subject), speech)}`,
      `- ${row(catalogue.claims.date, shown(date), speech)}`,
    ],
  };
};

/** @param {Data} data */
const head = (data) => {
  const {
    exported: { report, judgedAt, waxseal, isFromFile, hidden: chosen },
    speech,
  } = data;
  const hidden = report.source.kind === 'domain' ? chosen.filter((kind) => KINDS_OF_DOMAIN.includes(kind)) : chosen;
  const { ticket, hide } = speech.exports;
  const { title, lines } = verdict(data);
  return [
    `## ${say((isFromFile ? ticket.title_from_file : ticket.title)(title), speech)}`,
    '',
    ...(isFromFile ? [`> **${own(ticket.from_file)}**`, ''] : []),
    ...lines,
    `- ${say(ticket.judged(judgedAt, waxseal), speech)}`,
    `- ${hidden.length > 0 ? say(ticket.hidden(hidden.map((kind) => hide.kinds[kind]).join(ticket.separator)), speech) : own(ticket.hidden_none)}`,
  ];
};

/** @param {KeyEvaluation} key @param {Data} data */
const keyOf = (key, data) => {
  const {
    catalogue: { signature },
  } = data.speech;
  const size =
    key.key_type === null || key.bits === null
      ? ''
      : `${say(signature.key_size(key.key_type, key.bits), data.speech)}, `;
  return [
    `- ${row(signature.key, `${size}${code(key.name)} · ${from(key.provenance, data)}`, data.speech)}`,
    ...block(key.record, '  '),
  ];
};

/** @param {number} index @param {Data} data */
const signature = (index, data) => {
  const {
    exported: { report },
    speech,
  } = data;
  const {
    catalogue: { signature: texts },
    exports: { ticket },
  } = speech;
  const {
    result,
    not_checked: reason,
    checks,
    keys,
    deciding_key: deciding,
    signature: fields,
  } = /** @type {Report['dkim'][number]} */ (report.dkim[index]);
  const name = (/** @type {{ a_label: string } | null} */ domain) => domain?.a_label ?? words(texts.unknown);
  const names = /** @type {const} */ (['body_hash', 'signature', 'key_permits', 'time']);
  const outcome = (/** @type {typeof names[number]} */ one) => {
    const check = checks[one];
    return `${own(texts.check[one])} ${own(check === 'pass' ? texts.passed[one] : check === 'fail' ? texts.failed[one] : texts.open[check])}`;
  };
  const key = keys[deciding ?? 0];
  return [
    `- ${say(ticket.signature(index + 1, name(fields.domain), name(fields.selector)), speech)} **${own(texts.result[result])}**${reason ? own(texts.because(texts.not_checked[reason])) : ''} (${code(`dkim=${result}`)})`,
    `  - ${row(ticket.checks, names.map(outcome).join(' · '), speech)}`,
    ...(fields.algorithm ? [`  - ${row(texts.algorithm, code(fields.algorithm), speech)}`] : []),
    ...(fields.timestamp !== null ? [`  - ${row(texts.signed_on, utc(fields.timestamp, speech), speech)}`] : []),
    ...(fields.expiration !== null ? [`  - ${row(texts.expires, utc(fields.expiration, speech), speech)}`] : []),
    ...(key ? keyOf(key, data).map((line) => `  ${line}`) : []),
    ...listOf(findingsOf(report, index), (finding) => noticed(finding, data), speech).map((line) => `  ${line}`),
  ];
};

/** @param {Data} data */
const signatures = (data) => {
  const {
    exported: {
      report: { dkim },
    },
    speech,
  } = data;
  if (dkim.length === 0) return [own(speech.catalogue.sender.alignment.unsigned)];
  return [
    ...dkim.slice(0, SHOWN).flatMap((_, index) => signature(index, data)),
    ...list([], dkim.length - SHOWN, speech),
  ];
};

/** @param {Data} data */
const spf = ({ exported: { report }, speech }) => {
  const { spf: texts } = speech.catalogue.sender;
  if (report.spf.length === 0) return [own(texts.none)];
  return report.spf.flatMap(({ identity, result, cause, client, sender, nodes }) => {
    const [root] = nodes;
    return [
      `- ${row(texts.identity[identity], `${say(texts.result[result](root?.domain ?? sender, client ?? ''), speech)}${cause ? ` ${own(texts.cause[cause])}` : ''} (${code(`spf=${result}`)})`, speech)}`,
      ...(root?.record != null ? block(root.record, '  ') : []),
    ];
  });
};

/** @param {Data} data */
const dmarc = ({ exported: { report }, speech }) => {
  const { dmarc: texts, alignment: aligned } = speech.catalogue.sender;
  const { result, author_domain: author, policy, policy_domain: domain, alignments } = report.dmarc;
  const record = policyRecord(report.dmarc);
  return [
    `- ${author === null ? own(report.verdict.is_fragment ? aligned.absent : aligned.no_author) : say(texts.result[result](author), speech)} (${code(`dmarc=${result}`)})`,
    ...(policy !== null && domain !== null ? [`- ${say(texts.policy[policy](domain), speech)}`] : []),
    ...(record
      ? [`- ${say(texts.record(`_dmarc.${record.domain}`), speech)}`, ...block(record.record.text, '  ')]
      : []),
    ...listOf(
      alignments,
      ({ signature: index, domain: proven, aligned: how, mode }) =>
        `${row(speech.exports.ticket.aligned, `${index === null ? own(aligned.envelope) : say(aligned.signature(index + 1), speech)} ${code(proven)} · ${own(aligned.aligned[how])}${mode === null ? '' : ` · ${own(aligned.mode[mode])}`}`, speech)}`,
      speech,
    ),
  ];
};

/** @param {Data} data */
const arc = ({ exported: { report }, speech }) => {
  const { arc: texts } = speech.catalogue.sender;
  const { ticket } = speech.exports;
  return [
    `- ${own(texts.result[report.arc.result])} (${code(`arc=${report.arc.result}`)})`,
    ...listOf(
      report.arc.sets,
      ({ instance, seal, message_signature: signed }) =>
        `${say(ticket.set(instance, seal?.signature.domain?.a_label ?? words(texts.unknown)), speech)} ${[
          `${own(ticket.seal)} ${own(seal ? texts.check[seal.signature.check] : texts.missing)}${seal?.chain_validation ? ` (${code(`cv=${seal.chain_validation}`)})` : ''}`,
          `${own(ticket.message)} ${own(signed ? texts.check[signed.signature.check] : texts.missing)}`,
        ].join(' · ')}`,
      speech,
    ),
  ];
};

/** The receiver on top. @param {Data} data */
const journey = ({
  exported: {
    report: { trace },
  },
  speech,
}) => {
  const { journey: texts } = speech.catalogue.sender;
  const { ticket } = speech.exports;
  if (trace.hops.length === 0) return [own(texts.none)];
  const hops = trace.hops.map((hop, place) => ({ hop, place })).reverse();
  return listOf(
    hops,
    ({
      hop: {
        received: { from: sender, by, time, tls },
        delay,
        clock_skew: isSkewed,
      },
      place,
    }) => {
      const name = sender?.reverse ?? sender?.helo;
      const address = sender?.address?.ip;
      const host = name && address ? text`${name.text} (${address})` : (name?.text ?? address ?? words(texts.unnamed));
      return [
        say(ticket.hop(host, by?.name.text ?? words(texts.unnamed)), speech),
        time === null ? own(texts.no_time) : utc(time, speech),
        ...(delay === null ? [] : [say(isSkewed ? texts.skew(-delay) : texts.delay(delay), speech)]),
        own(texts.tls[tls.used]),
        ...(trace.boundary?.hop === place ? [own(ticket.boundary)] : []),
      ].join(' · ');
    },
    speech,
  );
};

/** @param {Data} data */
const causes = ({ exported: { diagnoses }, speech }) => {
  const { explanation } = speech.catalogue;
  if (!explanation) return [];
  const texts = /** @type {Record<string, ((params: unknown) => Text) | undefined>} */ (explanation.causes);
  /** @param {Cause} cause */
  const cause = ({ finding, proof }) => {
    const make = Object.hasOwn(texts, finding.code) ? texts[finding.code] : undefined;
    return row(
      explanation[proof],
      make ? say(make('params' in finding ? finding.params : undefined), speech) : code(finding.code),
      speech,
    );
  };
  return diagnoses
    .slice(0, SHOWN)
    .flatMap(({ signature: index, causes: found }) =>
      found.length === 0
        ? []
        : [
            `- ${say(speech.exports.ticket.causes(index + 1), speech)}`,
            ...listOf(found, cause, speech).map((line) => `  ${line}`),
          ],
    );
};

/** What is said beside the signatures. @param {Data} data */
const findings = (data) => {
  const {
    exported: { report },
    speech,
  } = data;
  const others = report.findings.filter(({ subject }) => subject.kind !== 'signature' && subject.kind !== 'key');
  return listOf(others, (finding) => noticed(finding, data), speech, 2 * SHOWN);
};

/** The records that stand in full above. @param {Report} report */
const shownRecords = (report) =>
  new Set([
    ...report.dkim.slice(0, SHOWN).map(({ keys, deciding_key: deciding }) => keys[deciding ?? 0]?.record),
    ...(report.domain?.keys.map(({ record }) => record) ?? []),
    ...report.spf.map(({ nodes }) => nodes[0]?.record),
    policyRecord(report.dmarc)?.record.text,
  ]);

/** @param {Outcome} outcome @param {ReadonlySet<string | null | undefined>} above @param {ExportSpeech} speech */
const outcomeOf = (outcome, above, speech) => {
  const {
    catalogue: { queries },
    exports: { ticket },
  } = speech;
  switch (outcome.kind) {
    case 'records':
      return outcome.records
        .slice(0, SHOWN)
        .map((record) => (above.has(record) ? own(ticket.above) : code(record)))
        .join(ticket.separator);
    case 'no_data':
      return own(queries.no_data);
    case 'nx_domain':
      return own(queries.nx_domain);
    case 'serv_fail':
      return say(queries.serv_fail(outcome.rcode), speech);
    case 'unreachable':
      return own(queries.unreachable_lead + queries.unreachable[outcome.reason]);
    case 'declined':
      return own(queries.declined);
    case 'not_asked':
      return own(queries[outcome.reason]);
  }
};

/** @param {Data} data */
const questions = (data) => {
  const {
    exported: { report },
    speech,
  } = data;
  const above = shownRecords(report);
  /** @param {Answer} answer */
  const answered = ({ outcome, provenance }) =>
    outcomeOf(outcome, above, speech) +
    (provenance.kind === 'nobody' || outcome.kind === 'unreachable' ? '' : ` · ${from(provenance, data)}`);
  return listOf(
    report.queries,
    ({ name, type, answers }) =>
      `${code(name)} ${type}${speech.exports.ticket.colon}${answers.length === 0 ? own(speech.catalogue.queries.pending) : answers.map(answered).join(' / ')}`,
    speech,
    QUESTIONS,
  );
};

/**
 * @param {Exported} exported
 * @param {ExportSpeech} speech
 * @param {readonly Resolver[]} resolvers
 */
export const toMarkdown = (exported, speech, resolvers) => {
  const data = { exported, speech, resolvers };
  const { catalogue } = speech;
  const isDomain = exported.report.source.kind === 'domain';
  return `${[
    ...head(data),
    ...(isDomain
      ? section(catalogue.signature.key, exported.report.domain?.keys.flatMap((key) => keyOf(key, data)) ?? [])
      : section(catalogue.signature.heading, signatures(data))),
    ...section('SPF', spf(data)),
    ...section('DMARC', dmarc(data)),
    ...(isDomain ? [] : section('ARC', arc(data))),
    ...(isDomain ? [] : section(catalogue.sender.journey.heading, journey(data))),
    ...section(catalogue.explanation?.heading ?? '', causes(data)),
    ...section(catalogue.finding.heading, findings(data)),
    ...section(catalogue.queries.heading, questions(data)),
  ].join('\n')}\n`;
};
