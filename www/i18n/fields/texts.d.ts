// What header fields are about.

import type { FieldId, Trust, Writer } from '../../view/source/fields.js';

export interface FieldTexts {
  writer: Record<Writer, string>;
  trust: Record<Trust, string>;
  says: Record<FieldId, string>;
}
