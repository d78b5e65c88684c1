import { CompletionItemKind } from 'vscode-languageserver-types';
import { MEDIA_TYPES } from '../../template/helperTable';
import { filePaths } from '../filePaths';
import type { Offer } from '../offer';
import type { TemplateOffers } from './templatePlace';
import { textFor } from './textFor';

/** Files that a model can be shown. */
const MEDIA = /\.(?:png|jpe?g|gif|webp|svg|avif|heic|pdf|mp3|wav|ogg|flac|mp4|webm|mov)$/i;

/** What the named arguments of helpers can be: kinds of media, an indentation, the path of a file. */
export const argumentValues: TemplateOffers = async (place) => {
  const { cursor, helper, document, context, missing } = place;
  const { slot, word, quote, lead } = cursor;
  if (slot.kind !== 'value' || lead !== '' || !helper?.keys.includes(slot.key)) return [];
  if (slot.key === 'contentType') {
    return MEDIA_TYPES.map((type): Offer => {
      return { label: type, kind: CompletionItemKind.EnumMember, ...textFor(type, place), group: 0 };
    });
  }
  if (slot.key === 'indent') {
    if (quote !== undefined) return [];
    return ['2', '4'].map((indent): Offer => {
      return { label: indent, kind: CompletionItemKind.Value, text: `${indent}${missing}`, span: word, group: 0 };
    });
  }
  if (quote === undefined) return [];
  const written = document.text.slice(word.start, place.offset);
  return (await filePaths(written, document.file, MEDIA, context)).map(({ path, isFolder }): Offer => {
    const kind = isFolder ? CompletionItemKind.Folder : CompletionItemKind.File;
    return { label: path, kind, ...textFor(path, place), group: 0, ...(isFolder && { again: true }) };
  });
};
