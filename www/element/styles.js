// The styles of the empty element, shared by all elements of a page. They are constructed sheets, so that a strict CSP
// of whatever page it stands on holds.

import tokens from '../tokens.css' with { type: 'css' };
import element from './element.css' with { type: 'css' };

export const styles = [tokens, element];
