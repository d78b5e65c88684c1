import { findTestSet } from '../../testset/findTestSet';
import type { TestSetDocument } from '../document/testSetDocument';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import type { Finding } from './finding';
import { withoutIgnored } from './ignoredFindings';
import { IDLE_RULES, TYPING_RULES } from './promptRules';
import { promptSubject } from './promptSubject';
import { promptOfTests, testSetProblems } from './testSetProblems';
import { IDLE_TEST_SET_RULES, TEST_SET_RULES } from './testSetRules';

/**
 * What is wrong in a file, found fast enough for every key stroke: all that would keep a run from starting, and what is most
 * likely a mistake. Findings may be in another file, such as a partial; each says in which.
 */
export async function diagnose(document: LanguageDocument, context: LanguageContext): Promise<Finding[]> {
  if (document.kind === 'testset') return diagnoseTestSet(document.testSet, context);
  const { prompt } = document;
  const { subject, problems } = await promptSubject(prompt, context);
  const tests = prompt.isPartial ? [] : (await findTestSet(prompt.parsed, context)).problems;
  return withoutIgnored(prompt, [...problems, ...tests, ...(await applied(TYPING_RULES, subject))]);
}

/** What takes longer: tokens, price lists, other files, the whole workspace. Nothing that `diagnose` finds is in it. */
export async function diagnoseIdle(document: LanguageDocument, context: LanguageContext): Promise<Finding[]> {
  if (document.kind === 'testset') {
    const { testSet } = document;
    const prompt = await promptOfTests(testSet, context);
    if (prompt === undefined) return [];
    return withoutIgnored(testSet, await applied(IDLE_TEST_SET_RULES, { document: testSet, context, prompt }));
  }
  const { subject } = await promptSubject(document.prompt, context);
  return withoutIgnored(document.prompt, await applied(IDLE_RULES, subject));
}

async function diagnoseTestSet(document: TestSetDocument, context: LanguageContext): Promise<Finding[]> {
  const prompt = await promptOfTests(document, context);
  // Without a prompt it is somebody else's file with a name like ours.
  if (prompt === undefined) return [];
  const problems = await testSetProblems(document, prompt, context);
  return withoutIgnored(document, [...problems, ...(await applied(TEST_SET_RULES, { document, context, prompt }))]);
}

async function applied<Subject extends { context: LanguageContext }>(
  rules: readonly ((subject: Subject) => Finding[] | Promise<Finding[]>)[],
  subject: Subject,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const rule of rules) {
    if (subject.context.signal?.aborted) break;
    found.push(...(await rule(subject)));
  }
  return found;
}
