import type { Finding } from '../diagnostics/finding';
import { closeBlock } from './closeBlock';
import { closeTag } from './closeTag';
import { declareVariable } from './declareVariable';
import type { PromptFix, TestSetFix } from './fix';
import { addJsonFormat, closeFrontmatter, moveKey, removeFrontmatter } from './frontmatterFixes';
import { missingPartial } from './partialFixes';
import { removeUnused } from './removeUnused';
import { renameHelper, renameKey, renameModel, renameType, renameVariable, settingValue } from './renames';
import { addRole, convertDialect, fixRole, removeTag, renameClose, roleBlock } from './templateFixes';
import { missingVariable, replaceJudge, replaceName, unknownVariable } from './testSetFixes';
import { removeCharacters, replaceKey } from './textFixes';

/** What can be done about a finding in a prompt, by its code; the first that has something to propose comes first. */
export const PROMPT_FIXES: Readonly<Record<string, readonly PromptFix[]>> = {
  'judge.unknown-variable': [renameVariable],
  'model.no-provider': [renameModel],
  'model.unknown-provider-suggestion': [renameModel],
  'prompt.block-not-closed': [closeBlock],
  'prompt.close-mismatch': [renameClose],
  'prompt.close-without-open': [removeTag],
  'prompt.comment-not-closed': [closeTag],
  'prompt.config-range': [settingValue],
  'prompt.config-too-small': [settingValue],
  'prompt.config-type': [settingValue],
  'prompt.deprecated-key': [moveKey],
  'prompt.dialect-continue': [convertDialect],
  'prompt.dialect-humanloop': [convertDialect],
  'prompt.else-without-block': [removeTag],
  'prompt.empty-tag': [removeTag],
  'prompt.frontmatter-not-closed': [closeFrontmatter],
  'prompt.json-without-format': [addJsonFormat],
  'prompt.misplaced-key': [moveKey],
  'prompt.missing-partial': [missingPartial],
  'prompt.nul-character': [removeTag],
  'prompt.partial-frontmatter': [removeFrontmatter],
  'prompt.role-block': [roleBlock],
  'prompt.second-else': [removeTag],
  'prompt.string-not-closed': [closeTag],
  'prompt.tag-not-closed': [closeTag],
  'prompt.text-before-role': [addRole],
  'prompt.undeclared-by-includers-suggestion': [renameVariable],
  'prompt.undeclared-field-suggestion': [renameVariable],
  'prompt.undeclared-in-partial': [declareVariable],
  'prompt.undeclared-variable': [declareVariable],
  'prompt.undeclared-variable-suggestion': [renameVariable, declareVariable],
  'prompt.unknown-assay-key-suggestion': [renameKey],
  'prompt.unknown-config-key': [renameKey],
  'prompt.unknown-helper-suggestion': [renameHelper],
  'prompt.unknown-key-suggestion': [renameKey],
  'prompt.unknown-role': [fixRole],
  'prompt.unknown-schema': [renameType],
  'prompt.unused-default': [removeUnused],
  'prompt.unused-variable': [removeUnused],
  'prompt.wrong-braces': [closeTag],
  'text.bearer-token': [replaceKey],
  'text.bidirectional-character': [removeCharacters],
  'text.invisible-character': [removeCharacters],
  'text.secret-key': [replaceKey],
};

/** The same for test sets. */
export const TEST_SET_FIXES: Readonly<Record<string, readonly TestSetFix[]>> = {
  'judge.unknown': [replaceJudge],
  'model.no-provider': [replaceName],
  'model.unknown-provider-suggestion': [replaceName],
  'testset.missing-variable': [missingVariable],
  'testset.unknown-case-key': [replaceName],
  'testset.unknown-check-suggestion': [replaceName],
  'testset.unknown-judge-key': [replaceName],
  'testset.unknown-key': [replaceName],
  'testset.unknown-variable': [unknownVariable],
  'testset.unknown-variable-suggestion': [unknownVariable],
  'text.bearer-token': [replaceKey],
  'text.bidirectional-character': [removeCharacters],
  'text.invisible-character': [removeCharacters],
  'text.secret-key': [replaceKey],
};

/** Codes whose first fix changes nothing that somebody could have meant, and when that is so: all of these at once are safe. */
export const SAFE: Readonly<Record<string, (finding: Finding) => boolean>> = {
  'prompt.role-block': () => true,
  // The same message, with its role written out.
  'prompt.text-before-role': () => true,
  // A role that has no other name anywhere is taken for the user's, which is a guess.
  'prompt.unknown-role': ({ args }) => args?.suggestion !== 'user' || /^\s*user\s*$/i.test(String(args?.role)),
  'text.bidirectional-character': () => true,
  'text.invisible-character': () => true,
};
