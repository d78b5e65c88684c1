import type { PromptDraft } from './conversion';
import type { ConvertReport } from './convertReport';
import { textOf } from './convertSource';
import { modelName } from './modelName';

/** What a file calls itself, where these are texts. */
export function namesOf({
  name,
  description,
}: Readonly<Record<string, unknown>>): Pick<PromptDraft, 'name' | 'description'> {
  const [own, about] = [textOf(name), textOf(description)];
  return { ...(own !== undefined && { name: own }), ...(about !== undefined && { description: about }) };
}

/** The model that a file names; where it names none, people have to. */
export function modelNamed(name: unknown, report: ConvertReport, provider?: unknown): Pick<PromptDraft, 'model'> {
  const model = modelName(name, provider);
  if (model === undefined) report.changed('no-model');
  return model === undefined ? {} : { model };
}
