import type { SourceNode } from '../../testset/sourceNode';
import { asText } from '../about/asText';
import { codeBlock } from '../about/fenced';
import { sampleValues } from '../about/sampleValues';
import { lineShape, testSetShape } from '../completion/data/testSetShape';
import type { TestSetDocument } from '../document/testSetDocument';
import { askedInputs } from '../input/askedInputs';
import type { LanguageContext } from '../languageContext';
import { dataHover, spotAt } from './dataHover';
import type { Said } from './hover';
import { judgeHover } from './judgeHover';

/** What is said of a key or a value of a test set. */
export async function testSetHover(
  document: TestSetDocument,
  offset: number,
  context: LanguageContext,
): Promise<Said | undefined> {
  const { file, text, format } = document;
  const variable = variableAt(document, offset);
  if (variable !== undefined) return variableText(document, variable, context);
  if (format === 'csv' || format === 'tsv') return reservedColumn(document, offset, context);
  const root = format === 'jsonl' ? lineAt(document, offset) : document.root();
  const spot = spotAt(root, offset);
  if (spot === undefined) return undefined;
  if (spot.kind === 'value' && spot.path[0] === 'judges') {
    const judge = await judgeHover(spot, file, { kind: 'testset', testSet: document }, context);
    if (judge !== undefined) return judge;
  }
  const environment = { file, text, context, pending: () => {} };
  const asked = () => askedInputs(file, context);
  const shape = format === 'jsonl' ? lineShape(environment, asked) : testSetShape(environment, asked);
  return dataHover(spot, shape, { kind: 'testset', testSet: document }, context);
}

interface Variable {
  name: string;
  start: number;
  end: number;
}

/** The input variable whose name stands at an offset. */
function variableAt(document: TestSetDocument, offset: number): Variable | undefined {
  for (const { input } of document.cases()) {
    for (const { key, keyStart, keyEnd } of input) {
      if (keyStart <= offset && offset <= keyEnd) return { name: key, start: keyStart, end: keyEnd };
    }
  }
  return undefined;
}

async function variableText(
  document: TestSetDocument,
  { name, start, end }: Variable,
  context: LanguageContext,
): Promise<Said> {
  const { say } = context;
  const { input, names } = await askedInputs(document.file, context);
  const shape = input.field(name);
  const values = document
    .cases()
    .flatMap(({ input: given }) =>
      given.flatMap(({ key, value }) => (key === name && value.kind === 'scalar' ? [value.value] : [])),
    );
  const samples = sampleValues(values);
  const parts = [
    codeBlock(`${name}${shape?.isOptional ? '?' : ''}: ${shape?.type || 'any'}`, 'typescript'),
    shape?.description && asText(shape.description),
    names.includes(name) ? undefined : say('language.hover.not-read'),
    samples === '' ? undefined : say('about.values', { values: samples }),
  ];
  return { span: { start, end }, text: parts.filter((part) => part !== undefined).join('\n\n') };
}

/** `id`, `expected` and the like in the first row of a table. */
function reservedColumn(document: TestSetDocument, offset: number, { say }: LanguageContext): Said | undefined {
  const cell = document.header().find(({ start, end }) => start <= offset && offset <= end);
  const name = cell && document.text.slice(cell.start, cell.end).replace(/^"|"$/g, '').trim();
  return cell && name !== undefined && RESERVED.has(name)
    ? { span: cell, text: say(`about.case-key.${name}`) }
    : undefined;
}

const RESERVED: ReadonlySet<string> = new Set(['id', 'expected', 'context', 'tags', 'weight']);

function lineAt(document: TestSetDocument, offset: number): SourceNode | undefined {
  return document.cases().find(({ node }) => node.start <= offset && offset <= node.end)?.node;
}
