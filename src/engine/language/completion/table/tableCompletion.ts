import { CompletionItemKind } from 'vscode-languageserver-types';
import { ROW_KEYS } from '../../../testset/readCase';
import { lineStart } from '../../../text/lineStart';
import { asText } from '../../about/asText';
import type { Span } from '../../document/promptDocument';
import type { TestSetDocument } from '../../document/testSetDocument';
import type { AskedInputs } from '../../input/askedInputs';
import type { LanguageContext } from '../../languageContext';
import type { Offer } from '../offer';

/** A cell with the number of its column. */
interface Cell extends Span {
  column: number;
  header: readonly string[];
  inHeader: boolean;
}

/** In CSV and TSV: names of columns in the first row; in the others what a column can be. */
export async function tableCompletion(
  document: TestSetDocument,
  offset: number,
  context: LanguageContext,
  asked: () => Promise<AskedInputs>,
): Promise<Offer[]> {
  const delimiter = document.format === 'tsv' ? '\t' : ',';
  const cell = cellAt(document.text, offset, delimiter);
  if (cell === undefined) return [];
  return cell.inHeader
    ? columnNames(document, cell, context, await asked(), delimiter)
    : cellValues(document, cell, await asked(), delimiter);
}

function columnNames(
  { text }: TestSetDocument,
  cell: Cell,
  { say }: LanguageContext,
  { names, needed, input }: AskedInputs,
  delimiter: string,
): Offer[] {
  const taken = new Set(cell.header.filter((_, column) => column !== cell.column));
  const variables = names
    .filter((name) => !ROW_KEYS.includes(name))
    .map((name): Offer => {
      const shape = input.field(name);
      return {
        ...cellText(name, cell, text, delimiter),
        kind: CompletionItemKind.Variable,
        group: needed.has(name) ? 0 : 1,
        ...(shape?.type && { detail: shape.type }),
        ...(shape?.description && { documentation: asText(shape.description) }),
      };
    });
  // A column may hold criteria, unless the prompt has a variable of that name.
  const keys = [...ROW_KEYS, ...(names.includes('criterion') ? [] : ['criterion'])];
  const reserved = keys.map((key): Offer => {
    const documentation = say(`about.case-key.${key}`);
    return { ...cellText(key, cell, text, delimiter), kind: CompletionItemKind.Property, group: 2, documentation };
  });
  return [...variables, ...reserved].filter(({ label }) => !taken.has(label));
}

function cellValues({ text }: TestSetDocument, cell: Cell, { input }: AskedInputs, delimiter: string): Offer[] {
  const name = cell.header[cell.column] ?? '';
  const shape = ROW_KEYS.includes(name) ? undefined : input.field(name);
  const values = shape?.values ?? (shape?.isA('boolean') ? [true, false] : []);
  return values.flatMap((value): Offer[] => {
    if (typeof value === 'object') return [];
    return [{ ...cellText(String(value), cell, text, delimiter), kind: CompletionItemKind.EnumMember, group: 0 }];
  });
}

function cellText(
  value: string,
  { start, end }: Span,
  text: string,
  delimiter: string,
): Pick<Offer, 'label' | 'text' | 'span' | 'filter'> {
  const quoted = text[start] === '"' || /["\r\n]/.test(value) || value.includes(delimiter);
  const written = quoted ? `"${value.replaceAll('"', '""')}"` : value;
  return { label: value, text: written, span: { start, end }, filter: written };
}

/** The cell that an offset is in, found from the first row and the cursor's line alone. */
function cellAt(text: string, offset: number, delimiter: string): Cell | undefined {
  const begin = text.search(/[^\r\n]/);
  const first = lineAt(text, begin < 0 ? 0 : begin);
  const line = lineAt(text, offset);
  const header = cellsIn(text, first, delimiter).map(({ start, end }) => nameIn(text.slice(start, end)));
  const inHeader = begin < 0 || line.start === first.start;
  const cells = cellsIn(text, line, delimiter);
  const column = cells.findIndex(({ start, end }) => start <= offset && offset <= end);
  const cell = cells[column];
  return cell && { ...cell, column, header, inHeader };
}

function nameIn(written: string): string {
  return written.startsWith('"') ? written.replace(/^"|"$/g, '').replaceAll('""', '"').trim() : written.trim();
}

function lineAt(text: string, offset: number): Span {
  const start = lineStart(text, offset);
  const length = /^[^\r\n]*/.exec(text.slice(start))?.[0].length ?? 0;
  return { start, end: start + length };
}

/** The cells of a line; one in quotes that the line does not end goes on to its end. */
function cellsIn(text: string, line: Span, delimiter: string): Span[] {
  const cells: Span[] = [];
  for (let start = line.start; start <= line.end; ) {
    const quoted = /^"(?:[^"]|"")*"?/.exec(text.slice(start, line.end))?.[0].length ?? 0;
    const found = text.indexOf(delimiter, start + quoted);
    const end = found < 0 || found > line.end ? line.end : found;
    cells.push({ start, end });
    start = end + 1;
  }
  return cells;
}
