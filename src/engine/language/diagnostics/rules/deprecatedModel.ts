import { modelFacts } from '../../../model/modelFacts';
import { resolveModel } from '../../../model/resolveModel';
import { mapAt } from '../../index/promptFacts';
import { findingAt } from '../finding';
import type { PromptRule } from '../rule';
import { writtenModel } from './modelNames';

/** A model whose end its maker has announced, as far as the list of prices knows. */
export const deprecatedModel: PromptRule = async ({ document, context }) => {
  const model = mapAt(document.frontmatter(), []).find(({ key }) => key === 'model')?.value;
  const name = model && writtenModel(model, document.text);
  const resolved = name && resolveModel(name.text, context.endpoints);
  if (name === undefined || resolved === undefined || 'code' in resolved) return [];
  const { deprecated } = await modelFacts(resolved.endpoint, resolved.model);
  if (!deprecated) return [];
  const finding = findingAt(document, 'prompt.deprecated-model', 'warning', name.span, { model: name.text });
  return [{ ...finding, tags: ['deprecated'] }];
};
