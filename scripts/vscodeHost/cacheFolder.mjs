import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder. */
export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where editors and browsers are kept that the project fetches: `.vscode-test`, or `ASSAY_VSCODE_CACHE`. */
export const cacheFolder = process.env.ASSAY_VSCODE_CACHE ?? join(projectFolder, '.vscode-test');
