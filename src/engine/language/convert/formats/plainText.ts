import type { ConvertFormat } from '../conversion';
import { textPiece } from '../templatePieces';

/** Any text: one message, in which braces are braces. */
export const plainText: ConvertFormat = {
  name: 'text',
  title: 'text',

  recognises: ({ name, text, data }) =>
    /\.(?:md|markdown|txt|text)$/i.test(name) && data === undefined && text.trim() !== '' ? 1 : 0,

  convert({ text }, report) {
    report.changed('no-model');
    return [{ draft: { variables: new Map(), messages: [{ role: 'user', content: [textPiece(text.trim())] }] } }];
  },
};
