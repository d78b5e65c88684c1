import { resolveModel } from '../../../model/resolveModel';
import type { SourceNode } from '../../../testset/sourceNode';
import type { PromptDocument, Span } from '../../document/promptDocument';
import type { TestSetDocument } from '../../document/testSetDocument';
import { mapAt } from '../../index/promptFacts';
import { unquoted } from '../../index/testSetFacts';
import type { LanguageContext } from '../../languageContext';
import { type Finding, findingAt } from '../finding';
import type { PromptRule, TestSetRule } from '../rule';

/** Models of a prompt and of the judges that its frontmatter names, on a provider that there is not. */
export const modelNames: PromptRule = ({ document, context }) => {
  const entries = mapAt(document.frontmatter(), []);
  const model = entries.find(({ key }) => key === 'model')?.value;
  const judges = entries.find(({ key }) => key === 'assay.judges')?.value;
  return [
    ...(model === undefined ? [] : modelFault(model, document, context, 'complete')),
    ...(judges === undefined ? [] : judgeModels(judges, document, context)),
  ];
};

/** Models of the judges of a test set. */
export const testSetModelNames: TestSetRule = ({ document, context }) => {
  const judges = document.entry('judges')?.value;
  return judges === undefined ? [] : judgeModels(judges, document, context);
};

function judgeModels(
  list: SourceNode,
  document: PromptDocument | TestSetDocument,
  context: LanguageContext,
): Finding[] {
  if (list.kind !== 'list') return [];
  return list.items.flatMap((judge) => {
    if (judge.kind !== 'map') return [];
    return judge.entries.flatMap(({ key, value }): Finding[] => {
      const use = key === 'embedding' ? 'embed' : 'complete';
      if (key === 'model' || key === 'embedding') return modelFault(value, document, context, use);
      if (key !== 'models' || value.kind !== 'list') return [];
      return value.items.flatMap((item) => modelFault(item, document, context, 'complete'));
    });
  });
}

function modelFault(
  node: SourceNode,
  document: PromptDocument | TestSetDocument,
  { endpoints }: LanguageContext,
  use: 'complete' | 'embed',
): Finding[] {
  const name = writtenModel(node, document.text);
  if (name === undefined) return [];
  const resolved = resolveModel(name.text, endpoints, use);
  return 'code' in resolved ? [findingAt(document, resolved.code, 'warning', name.span, resolved.args)] : [];
}

/** A model's name with its place; undefined where a value is none. */
export function writtenModel(node: SourceNode, text: string): { text: string; span: Span } | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || node.value === '') return undefined;
  return { text: node.value, span: unquoted(text, node.start, node.end) };
}
