// Why a signature does not verify, for those who read the mail and for those who own the domain.

import { difference } from './difference.js';
import { h } from './h.js';
import { rich } from './rich.js';

/** @import { ExplanationTexts } from '../i18n/catalogue.js' */
/** @import { Speech } from '../i18n/index.js' */
/** @import { Text } from '../i18n/text.js' */
/** @import { Explained, Piece } from '../types/element.js' */
/** @import { Cause, Diagnosis, CauseKind, Report, Restored, Verification } from '../types/report.js' */
/** @typedef {Speech & { catalogue: { explanation: ExplanationTexts } }} FullSpeech */

/** Changes of one cause that are shown at once, and in all. */
const AT_ONCE = 3;
export const CHANGES = 30;
/** Causes that are shown. */
export const CAUSES = 20;
/** What to do about these does not depend on a proof. */
const WITHOUT_PROOF = new Set(/** @type {CauseKind[]} */ (['incomplete', 'damage', 'signer', 'key', 'empty']));

/** @param {Cause} cause @param {FullSpeech} speech */
export const sentence = ({ finding }, speech) => {
  const texts = /** @type {Record<string, ((params: unknown) => Text) | undefined>} */ (
    speech.catalogue.explanation.causes
  );
  const make = Object.hasOwn(texts, finding.code) ? texts[finding.code] : undefined;
  return make ? rich(make('params' in finding ? finding.params : undefined), speech) : [finding.code];
};

/** @param {Cause} cause */
const halfOf = ({ finding }) => (finding.code.startsWith('diagnosis.body.') ? 'body' : 'header');

/**
 * What is proven by undoing a cause: it always takes all of its half.
 * @param {Cause} cause
 * @param {readonly Cause[]} causes
 * @param {boolean} isWhole
 */
const proofOf = (cause, causes, isWhole) => {
  if (cause.proof === 'likely') return 'likely';
  const half = halfOf(cause);
  const isAlone =
    causes.filter((other) => other.proof !== 'likely' && (isWhole || halfOf(other) === half)).length === 1;
  const what = isWhole ? 'whole' : half;
  return isAlone ? what : /** @type {const} */ (`all_${what}`);
};

/**
 * Whether another cause touches the same octets.
 * @param {Cause} cause
 * @param {readonly Cause[]} causes
 * @param {Restored} restored
 */
const isStep = (cause, causes, { span }) =>
  causes.some(
    (other) =>
      other !== cause &&
      halfOf(other) === halfOf(cause) &&
      other.restored.some((one) => one.span.start < span.end && span.start < one.span.end),
  );

/**
 * @param {Cause} cause
 * @param {readonly Cause[]} causes
 * @param {readonly Piece[]} pieces
 * @param {string} key
 * @param {FullSpeech} speech
 * @param {boolean} isMended
 */
const changes = (cause, causes, pieces, key, speech, isMended) => {
  const words = speech.catalogue.explanation;
  const { restored } = cause;
  const shown = pieces.flatMap((piece, place) => {
    const one = restored[place];
    return one
      ? [difference(one, piece, `${key}-${place}`, speech, { isMended, isStep: isStep(cause, causes, one) })]
      : [];
  });
  const more = shown.length - AT_ONCE;
  return [
    shown.slice(0, AT_ONCE),
    more > 0
      ? h(
          'details',
          { 'data-key': `${key}-more` },
          h('summary', {}, rich(words.more(more), speech)),
          shown.slice(AT_ONCE),
        )
      : null,
    restored.length > shown.length
      ? h('p', { class: 'fine' }, rich(words.not_shown(restored.length - shown.length), speech))
      : null,
  ];
};

/** Who does this, and what to do. @param {readonly Cause[]} causes All of one kind. @param {FullSpeech} speech */
const advice = (causes, speech) => {
  const words = speech.catalogue.explanation;
  const kind = /** @type {CauseKind} */ (causes[0]?.kind);
  const { who, reader } = words.kinds[kind];
  const hasAdvice = causes.some(({ proof }) => proof === 'proven') || WITHOUT_PROOF.has(kind);
  const owner = [...new Set(causes.flatMap((cause) => cause.advice))]
    .map((one) => words.advice[one])
    .join(words.between);
  /** @param {string} name @param {string} text */
  const row = (name, text) => h('div', {}, h('dt', {}, name), h('dd', {}, text));
  return h(
    'dl',
    { class: 'facts' },
    row(words.who, who),
    hasAdvice ? [row(words.reader, reader), row(words.owner, owner)] : null,
  );
};

/** @param {'body' | 'header'} half @param {Diagnosis} diagnosis @param {FullSpeech} speech */
const shortcoming = (half, diagnosis, speech) => {
  const words = speech.catalogue.explanation;
  switch (diagnosis[half]) {
    case 'unexplained': {
      const known = Object.keys(words.causes).filter((code) => code.startsWith(`diagnosis.${half}.`));
      return h('p', {}, rich(words.unexplained[half](known.length), speech));
    }
    case 'cut_short':
      return h('p', {}, rich(words.cut_short[half](diagnosis.hashed_octets), speech));
    case 'incomparable':
      return h('p', {}, words.incomparable[half]);
    default:
      return null;
  }
};

/**
 * What the causes mean.
 * @param {readonly CauseKind[]} kinds
 * @param {boolean} isWhole
 * @param {boolean} isHeader The header is as it was signed, or proven to have been so.
 */
const meaningOf = (kinds, isWhole, isHeader) => {
  if (kinds.includes('key')) return isWhole ? 'key' : 'open';
  if (kinds.includes('empty')) return isHeader ? 'empty' : 'open';
  return isWhole ? 'whole' : isHeader ? 'header' : 'open';
};

/**
 * What happened to a signed message.
 * @param {Explained} explained
 * @param {Report} report
 * @param {FullSpeech} speech
 * @param {{ isMain: boolean }} options `isMain`: below the verdict, which says what it means; otherwise in the signature's card.
 */
export const explanation = ({ diagnosis, pieces }, report, speech, { isMain }) => {
  const words = speech.catalogue.explanation;
  const { causes, signature } = diagnosis;
  const isRight = (/** @type {string} */ half) => half === 'not_needed' || half === 'proven';
  const verification = /** @type {Verification} */ (report.dkim[signature]);
  const isWhole = report.verdict.each[signature]?.is_explained ?? false;
  // Without a hash that the key opened, nothing was compared.
  const isOfAnotherKey =
    !isRight(diagnosis.header) &&
    (verification.key_cause === 'changed' || (diagnosis.header === 'unexplained' && diagnosis.hashed_octets === 0));
  // Why nothing can be compared, the findings about the signature and its key say.
  const isSilent = (/** @type {string} */ half) => isRight(half) || half === 'incomparable';
  if (causes.length === 0 && !isOfAnotherKey && isSilent(diagnosis.body) && isSilent(diagnosis.header)) return null;
  const kinds = causes.map(({ kind }) => kind);
  const isMended = report.findings.some(
    (finding) => finding.code === 'message.source.bare-lf' && finding.params.count === finding.params.of,
  );
  const key = `cause-${signature}`;
  const heading = isMain ? 'happened' : key;
  return h(
    'section',
    { class: 'explanation', 'aria-labelledby': heading },
    h(isMain ? 'h3' : 'h4', { id: heading }, words.heading),
    causes.slice(0, CAUSES).map((cause, place) =>
      h(
        'section',
        { class: 'cause', 'data-state': cause.proof },
        h(
          'p',
          { class: 'happened' },
          h('span', { class: 'severity' }, words[cause.proof]),
          ' ',
          h('strong', {}, sentence(cause, speech)),
        ),
        h('p', { class: 'fine' }, words.proof[proofOf(cause, causes, isWhole)]),
        changes(cause, causes, pieces[place] ?? [], `${key}-${place}`, speech, isMended),
        // Said once for all causes of a kind, behind the last one.
        kinds.lastIndexOf(cause.kind) === place
          ? advice(
              causes.filter(({ kind }) => kind === cause.kind),
              speech,
            )
          : null,
      ),
    ),
    shortcoming('body', diagnosis, speech),
    isOfAnotherKey
      ? h('p', {}, words.other_key[report.verdict.each[signature]?.is_key_pasted ? 'pasted' : 'published'])
      : shortcoming('header', diagnosis, speech),
    isWhole && isMain && !kinds.includes('key')
      ? null
      : h(
          'p',
          {},
          words.meaning[
            meaningOf(kinds, isWhole, isRight(diagnosis.header) && verification.checks.key_permits !== 'fail')
          ],
        ),
  );
};

/**
 * The same in short, where the whole stands elsewhere.
 * @param {Explained} explained
 * @param {FullSpeech} speech
 * @param {number | null} beside The signature in whose card it does; `null` where it does below the verdict.
 */
export const summary = ({ diagnosis: { causes } }, speech, beside) => {
  const words = speech.catalogue.explanation;
  if (causes.length === 0) return null;
  return h(
    'section',
    { class: 'explanation' },
    h('h4', {}, words.heading),
    causes
      .slice(0, CAUSES)
      .map((cause) =>
        h(
          'p',
          { class: 'happened', 'data-state': cause.proof },
          h('span', { class: 'severity' }, words[cause.proof]),
          ' ',
          h('span', {}, sentence(cause, speech)),
        ),
      ),
    h('p', { class: 'fine' }, beside === null ? words.elsewhere : rich(words.beside(beside + 1), speech)),
  );
};
