// The domain in From beside those that prove it: a whole line leads to each that does.

import { words as own } from '../../i18n/text.js';
import { svg } from '../h.js';
import { rich } from '../rich.js';
import { at, extraOf, isWithin, picture, said, sign, stroke, wholeAt, wordsAt } from './parts.js';

/** @import { ProofState, SenderSpeech } from '../../i18n/sender/texts.js' */
/** @import { Alignment, Report, SignatureVerdict, Verification } from '../../types/report.js' */
/** @import { Mark } from '../sender/parts.js' */
/** @import { Measure } from './parts.js' */

/** @typedef {{ label: string, domain: string | null, organization: string | null, state: ProofState }} Proof */

/** Proofs that are drawn. */
export const SHOWN = 10;

/** @type {Record<ProofState, Mark>} */
const MARKS = {
  identical: 'pass',
  same_organization: 'pass',
  related: 'pass',
  other: 'warn',
  expired: 'warn',
  open: 'unknown',
  failed: 'fail',
  before: 'warn',
  body_changed: 'warn',
  body_untested: 'unknown',
  uncompared: 'none',
  pending: 'pending',
  unknown: 'unknown',
  not_checked: 'none',
  none: 'none',
  unsigned: 'none',
  no_envelope: 'none',
};

/** @type {Record<string, ProofState>} */
const UNPROVEN = {
  pass: 'uncompared',
  pending: 'pending',
  neutral: 'unknown',
  temperror: 'unknown',
  not_checked: 'not_checked',
  none: 'none',
};

/**
 * @param {Alignment | undefined} alignment
 * @param {string} result Of what authenticates it.
 * @param {boolean} isNamed Whether the verdict names it as a proof.
 * @returns {ProofState}
 */
const stateOf = (alignment, result, isNamed) => {
  if (!alignment) return isNamed && result === 'pass' ? 'related' : (UNPROVEN[result] ?? 'failed');
  const { aligned, body_tested: isTested } = alignment;
  if (aligned === 'none') return 'other';
  if (aligned === 'temperror') return 'unknown';
  if (aligned === 'pending' && result === 'pass') return 'uncompared';
  return isTested || aligned === 'pending' || aligned === 'not_checked' ? aligned : 'body_untested';
};

/**
 * A signature that does not pass, where more is known of it than that.
 * @param {Verification} verification @param {SignatureVerdict | undefined} judged
 * @returns {ProofState | null}
 */
const stateOfFailing = (verification, judged) => {
  const { body_hash: body, signature, key_permits: key } = verification.checks;
  if (judged?.has_expired) return 'expired';
  if (verification.result !== 'fail') return null;
  if (judged?.is_proven_before) return 'before';
  return body === 'fail' && signature === 'pass' && key === 'pass' ? 'body_changed' : null;
};

/** Whether it proves the domain in From. @param {Proof} proof */
export const isProof = ({ state }) => MARKS[state] === 'pass';

/**
 * How a proof is marked. That another organization is proven is no failure, and beside a proof of the domain in From it
 * is nothing.
 * @param {ProofState} state
 * @param {boolean} isProven
 */
const markOf = (state, isProven) => (state === 'other' && isProven ? 'none' : MARKS[state]);

/** Whether something proves the domain in From. @param {Report} report @param {SenderSpeech} speech */
export const hasProof = (report, speech) => proofsOf(report, speech).some(isProof);

/** Whether an organizational part is marked in the picture. @param {Report} report @param {SenderSpeech} speech */
export const hasOrganization = (report, speech) => {
  const {
    identifiers: { author_domain: author },
    dmarc,
  } = report;
  return (
    (author !== null && isWithin(author.a_label, dmarc.organizational_domain)) ||
    chosen(proofsOf(report, speech)).some(
      ({ domain, organization }) => domain !== null && isWithin(domain, organization),
    )
  );
};

/** Whether nothing is settled about it. @param {Proof} proof */
export const isOpen = ({ state }) =>
  ['body_untested', 'uncompared', 'pending', 'unknown', 'not_checked'].includes(state);

/** Whether it is there at all. @param {Proof} proof */
export const isThere = ({ state }) => state !== 'unsigned' && state !== 'no_envelope';

/**
 * All that could prove the domain in From.
 * @param {Report} report @param {SenderSpeech} speech
 * @returns {Proof[]}
 */
export const proofsOf = (report, speech) => {
  const proofs = allProofs(report, speech);
  // Nothing can be compared with a From that is not one.
  return report.verdict.is_author_unclear
    ? proofs.map((proof) => (isProof(proof) ? { ...proof, state: 'uncompared' } : proof))
    : proofs;
};

/** @param {Report} report @param {SenderSpeech} speech @returns {Proof[]} */
const allProofs = ({ dkim, spf, dmarc, verdict }, speech) => {
  const words = speech.catalogue.sender.picture.alignment;
  /** @param {Alignment | undefined} alignment */
  const organizationOf = (alignment) => alignment?.organizational_domain ?? dmarc.organizational_domain;
  /** @type {Proof[]} */
  const signatures =
    dkim.length === 0
      ? [{ label: words.signatures, domain: null, organization: null, state: 'unsigned' }]
      : dkim.map((verification, index) => {
          const {
            result,
            signature: { domain },
          } = verification;
          const alignment = dmarc.alignments.find(({ signature }) => signature === index);
          const name = domain?.a_label ?? null;
          return {
            label: said(words.signature(index + 1), speech),
            domain: name,
            organization: name === null ? null : organizationOf(alignment),
            state:
              stateOfFailing(verification, verdict.each[index]) ??
              stateOf(alignment, result, verdict.signatures.includes(index)),
          };
        });
  const [check] = spf;
  const domain = check?.nodes[0]?.domain;
  if (!check || domain === undefined)
    return [...signatures, { label: words.envelope, domain: null, organization: null, state: 'no_envelope' }];
  const alignment = dmarc.alignments.find(({ signature }) => signature === null);
  const state = verdict.author === 'open_route' ? 'open' : stateOf(alignment, check.result, verdict.spf !== null);
  return [
    ...signatures,
    {
      label: check.identity === 'helo' ? words.greeting : words.envelope,
      domain,
      organization: organizationOf(alignment),
      state,
    },
  ];
};

/**
 * Those that are drawn, in their order: of too many, rather those that prove something.
 * @param {readonly Proof[]} proofs
 */
const chosen = (proofs) => {
  if (proofs.length <= SHOWN) return [...proofs];
  const kept = new Set([...new Set([...proofs.slice(-1), ...proofs.filter(isProof), ...proofs])].slice(0, SHOWN));
  return proofs.filter((proof) => kept.has(proof));
};

const ROW = 68;
const GAP = 12;

/**
 * Where boxes lie one below the other, and how high they are.
 * @param {readonly Proof[]} proofs
 * @param {number} first
 * @param {number} cells
 */
const placed = (proofs, first, cells) => {
  let y = first;
  const boxes = proofs.map((proof) => {
    const box = { proof, y, height: ROW + extraOf(proof.domain, cells) };
    y += box.height + GAP;
    return box;
  });
  return { boxes, end: y - GAP };
};
/** @typedef {ReturnType<typeof placed>['boxes'][number]} Box */

/**
 * @param {Box} box
 * @param {{ x: Measure, width: Measure, cells: number, isProven: boolean }} room
 * @param {SenderSpeech} speech
 */
const proofBox = ({ proof, y, height }, { x, width, cells, isProven }, speech) => {
  const words = speech.catalogue.sender.picture.alignment;
  const mark = markOf(proof.state, isProven);
  const isNamed = proof.domain !== null;
  return svg(
    'g',
    { class: 'proof-box', 'data-state': mark },
    svg('rect', { class: 'box', x, y, width, height, rx: 3 }),
    at(
      x,
      y,
      wordsAt(22, isNamed ? 19 : 28, proof.label, { kind: 'soft' }),
      proof.domain === null ? null : wholeAt(22, 38, proof.domain, cells, { organization: proof.organization }),
      wordsAt(22, isNamed ? 57 + height - ROW : 48, words.state[proof.state], { kind: `said ${mark}` }),
    ),
    sign(x, y + height / 2, mark),
  );
};

/** How high the box of the domain in From is. @param {Report} report @param {number} cells */
const heightOf = ({ identifiers: { author_domain: author } }, cells) => ROW + extraOf(author?.a_label ?? null, cells);

/**
 * @param {Report} report
 * @param {{ x: Measure, y: number, width: Measure, cells: number, state: Mark }} room
 * @param {SenderSpeech} speech
 */
const authorBox = (report, { x, y, width, cells, state }, speech) => {
  const words = speech.catalogue.sender.picture.alignment;
  const {
    identifiers: { author_domain: author },
    dmarc,
  } = report;
  return svg(
    'g',
    { class: 'author-box', 'data-state': state },
    svg('rect', { class: 'box', x, y, width, height: heightOf(report, cells), rx: 3 }),
    at(
      x,
      y,
      wordsAt(16, 26, words.author, { kind: 'soft' }),
      author
        ? wholeAt(16, 48, author.a_label, cells, { organization: dmarc.organizational_domain, kind: 'large' })
        : wordsAt(16, 48, report.verdict.is_fragment ? words.absent : words.no_author),
    ),
  );
};

/**
 * The lines between them: first those that are broken, so that whole ones lie above.
 * @param {readonly Box[]} boxes
 * @param {(box: Box) => Element[]} branch
 */
const branches = (boxes, branch) =>
  [false, true].map((whole) => boxes.map((box) => (isProof(box.proof) === whole ? branch(box) : null)));

/** @param {Report} report @param {readonly Proof[]} proofs @param {number} rest @param {SenderSpeech} speech */
const wide = (report, proofs, rest, speech) => {
  const [own, others] = [23, 31];
  const box = heightOf(report, own);
  // Both are as high as the higher one.
  const { end } = placed(proofs, 0, others);
  const { boxes } = placed(proofs, Math.max((box - end) / 2, 0), others);
  const height = Math.max(end, box) + (rest > 0 ? 28 : 0);
  const centre = Math.max(end, box) / 2;
  const more = speech.catalogue.sender.more(rest);
  const isProven = proofs.some(isProof);
  return {
    height: height + 2,
    children: [
      branches(boxes, ({ proof, y: top, height: high }) => {
        const y = top + 1 + high / 2;
        const kind = isProof(proof) ? 'whole' : 'dashed';
        return [
          stroke('40%', centre + 1, '45%', centre + 1, kind),
          stroke('45%', centre + 1, '45%', y, kind),
          stroke('45%', y, '52%', y, kind),
        ];
      }),
      authorBox(
        report,
        { x: 1, y: centre - box / 2 + 1, width: '40%', cells: own, state: isProven ? 'pass' : 'none' },
        speech,
      ),
      boxes.map((one) =>
        proofBox({ ...one, y: one.y + 1 }, { x: '52%', width: '47.8%', cells: others, isProven }, speech),
      ),
      rest > 0 ? wordsAt('52%', height - 4, said(more, speech), { kind: 'soft' }) : null,
    ],
  };
};

/** @param {Report} report @param {readonly Proof[]} proofs @param {number} rest @param {SenderSpeech} speech */
const narrow = (report, proofs, rest, speech) => {
  const [own, others] = [26, 23];
  const box = heightOf(report, own);
  const { boxes, end } = placed(proofs, box + 22, others);
  const height = end + (rest > 0 ? 28 : 0);
  const isProven = proofs.some(isProof);
  return {
    height: Math.max(height, box) + 2,
    children: [
      branches(boxes, ({ proof, y: top, height: high }) => {
        const y = top + high / 2;
        const kind = isProof(proof) ? 'whole' : 'dashed';
        return [stroke('5%', box, '5%', y, kind), stroke('5%', y, '14%', y, kind)];
      }),
      authorBox(report, { x: 1, y: 1, width: '99%', cells: own, state: isProven ? 'pass' : 'none' }, speech),
      boxes.map((one) => proofBox(one, { x: '14%', width: '85.5%', cells: others, isProven }, speech)),
      rest > 0 ? wordsAt('14%', height - 4, said(speech.catalogue.sender.more(rest), speech), { kind: 'soft' }) : null,
    ],
  };
};

/**
 * @param {Report} report
 * @param {SenderSpeech} speech
 */
export const alignmentPicture = (report, speech) => {
  const words = speech.catalogue.sender.picture.alignment;
  const proofs = proofsOf(report, speech);
  const author = report.identifiers.author_domain;
  const shown = chosen(proofs);
  const rest = proofs.length - shown.length;
  const [count, total] = [proofs.filter(isProof).length, proofs.filter(isThere).length];
  const isOfHeader = count === 0 && proofs.some(({ state }) => state === 'body_untested');
  const sentence =
    author && report.verdict.is_author_unclear
      ? own(words.unclear)
      : author && isOfHeader
        ? words.header(author)
        : author
          ? words.says(author, count, total, proofs.filter(isOpen).length)
          : report.verdict.is_fragment
            ? own(speech.catalogue.sender.alignment.absent)
            : words.says_nobody(total);
  return picture(
    'picture-alignment',
    'sender-alignment',
    { wide: wide(report, shown, rest, speech), narrow: narrow(report, shown, rest, speech), kind: 'of-alignment' },
    rich(sentence, speech),
  );
};
