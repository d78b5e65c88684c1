import type { PromptRule, TestSetRule } from '../rule';
import { invisibleCharacters } from './invisibleCharacters';
import { secretKeys } from './secretKeys';

/** What is looked for in any text, whatever it means. */
export const promptText: PromptRule = ({ document }) => [...secretKeys(document), ...invisibleCharacters(document)];

/** The same in a test set. */
export const testSetText: TestSetRule = ({ document }) => [...secretKeys(document), ...invisibleCharacters(document)];
