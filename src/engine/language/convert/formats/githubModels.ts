import { chatMessages } from '../chatContent';
import type { ConvertFormat, PromptDraft, TestsDraft, Variables } from '../conversion';
import type { ConvertReport } from '../convertReport';
import { isMap, mapOf, textOf } from '../convertSource';
import { namesOf } from '../naming';
import { settings } from '../settings';
import { doubleBraces } from '../templates/doubleBraces';
import { githubEvaluators } from './githubEvaluators';

const KNOWN = [
  'name',
  'description',
  'model',
  'modelParameters',
  'responseFormat',
  'jsonSchema',
  'messages',
  'testData',
  'evaluators',
];

/**
 * Prompts of GitHub Models: messages, test data and evaluators in one YAML file (docs.github.com, "Storing prompts in GitHub
 * repositories"; github/gh-models, `pkg/prompt/prompt.go`, `cmd/eval/eval.go`).
 */
export const githubModels: ConvertFormat = {
  name: 'github-models',
  title: 'GitHub Models',

  recognises({ name, data }) {
    if (!isMap(data) || !Array.isArray(data.messages)) return 0;
    if (/\.prompt\.ya?ml$/i.test(name)) return 10;
    return /\.ya?ml$/i.test(name) && ['testData', 'evaluators', 'modelParameters'].some((key) => key in data) ? 8 : 0;
  },

  convert({ data }, report) {
    const file = mapOf(data);
    report.lostKeys(file, KNOWN);
    const variables: Variables = new Map();
    const read = (content: string) => doubleBraces(content.replace(/\n$/, ''), { report, variables });
    // A block of YAML ends in a line break that nobody means.
    const messages = chatMessages(Array.isArray(file.messages) ? file.messages : [], read, report);
    const output = outputOf(file, report);
    const draft: PromptDraft = {
      ...namesOf(file),
      ...modelOf(file.model, report),
      config: settings(mapOf(file.modelParameters), report, 'modelParameters.'),
      variables,
      ...(output !== undefined && { output }),
      messages,
    };
    const cases = casesOf(file.testData, variables, report);
    const judged = githubEvaluators(Array.isArray(file.evaluators) ? file.evaluators : [], cases, report);
    const tests: TestsDraft = { cases, ...judged };
    if (cases.length === 0 && Array.isArray(file.evaluators) && file.evaluators.length > 0) report.lost('no-cases');
    return [{ draft, ...(cases.length > 0 && { tests }) }];
  },
};

/** Names with a publisher are those of GitHub's own endpoint; without one, of OpenAI there. */
function modelOf(model: unknown, report: ConvertReport): Pick<PromptDraft, 'model'> {
  const name = textOf(model)?.trim();
  if (name === undefined) {
    report.changed('no-model');
    return {};
  }
  return { model: `github/${name.includes('/') ? name : `openai/${name}`}` };
}

function outputOf(
  { responseFormat, jsonSchema }: Record<string, unknown>,
  report: ConvertReport,
): PromptDraft['output'] {
  if (responseFormat === undefined || responseFormat === null || responseFormat === 'text') return undefined;
  if (responseFormat === 'json_object') return { format: 'json' };
  const written = typeof jsonSchema === 'string' ? parsed(jsonSchema) : jsonSchema;
  // The documentation has the schema by itself, the command line its name and it.
  const schema = isMap(written) && isMap(written.schema) ? written.schema : written;
  if (responseFormat === 'json_schema' && isMap(schema)) return { format: 'json', schema };
  report.lost('key', { key: 'jsonSchema' });
  return { format: 'json' };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function casesOf(testData: unknown, variables: Variables, report: ConvertReport): TestsDraft['cases'] {
  if (!Array.isArray(testData)) return [];
  return testData.filter(isMap).map((row) => {
    const input: Record<string, unknown> = {};
    const { expected, context } = row;
    for (const [name, value] of Object.entries(row)) {
      if (variables.has(name)) input[name] = value;
      else if (name !== 'expected' && name !== 'context') report.lost('unused', { name });
    }
    const isOwn = (name: string, value: unknown) => value !== undefined && value !== null && !variables.has(name);
    return {
      input,
      ...(expected !== undefined && expected !== null && { expected }),
      ...(isOwn('context', context) && {
        context: typeof context === 'string' || Array.isArray(context) ? context : JSON.stringify(context),
      }),
    };
  });
}
