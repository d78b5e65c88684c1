import type { TestSetRule } from './rule';
import { testSetModelNames } from './rules/modelNames';
import { testSetText } from './rules/textFindings';

/** Rules for test sets, beside what reading one and comparing it with its prompt finds. */
export const TEST_SET_RULES: readonly TestSetRule[] = [testSetModelNames];

/** Those that go through all of a text that may have megabytes. */
export const IDLE_TEST_SET_RULES: readonly TestSetRule[] = [testSetText];
