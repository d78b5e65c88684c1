import * as vscode from 'vscode';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

const KINDS: Readonly<Record<string, vscode.FoldingRangeKind>> = {
  comment: vscode.FoldingRangeKind.Comment,
  region: vscode.FoldingRangeKind.Region,
};

/** Frontmatter, messages, blocks and cases can be folded. */
export function foldingProvider(languages: LanguageHost): vscode.FoldingRangeProvider {
  return {
    async provideFoldingRanges(document, _context, token) {
      const ranges = await provide(languages, document, token, (service, text) => service.folding(text));
      return ranges?.map(
        ({ startLine, endLine, kind }) => new vscode.FoldingRange(startLine, endLine, KINDS[kind ?? '']),
      );
    },
  };
}
