import type { PromptRule } from './rule';
import { assayKeys } from './rules/assayKeys';
import { configValues } from './rules/configValues';
import { contextSize } from './rules/contextSize';
import { deprecatedModel } from './rules/deprecatedModel';
import { frontmatterKeys } from './rules/frontmatterKeys';
import { jsonInWords } from './rules/jsonInWords';
import { judgeFindings } from './rules/judgeFindings';
import { leadingText } from './rules/leadingText';
import { modelNames } from './rules/modelNames';
import { namedJudges } from './rules/namedJudges';
import { partialFrontmatter } from './rules/partialFrontmatter';
import { partialVariables } from './rules/partialVariables';
import { schemaValues } from './rules/schemaValues';
import { promptText } from './rules/textFindings';
import { undeclaredFields } from './rules/undeclaredFields';
import { undeclaredVariables } from './rules/undeclaredVariables';
import { unusedPartial } from './rules/unusedPartial';
import { unusedVariables } from './rules/unusedVariables';

/** Rules that are tried after every key stroke: a few milliseconds for all of them. */
export const TYPING_RULES: readonly PromptRule[] = [
  assayKeys,
  configValues,
  frontmatterKeys,
  jsonInWords,
  judgeFindings,
  leadingText,
  modelNames,
  partialFrontmatter,
  promptText,
  undeclaredFields,
  undeclaredVariables,
  unusedVariables,
];

/** Rules that load a library, ask other files, or wait for the index: for when nobody types. */
export const IDLE_RULES: readonly PromptRule[] = [
  contextSize,
  deprecatedModel,
  namedJudges,
  partialVariables,
  schemaValues,
  unusedPartial,
];
