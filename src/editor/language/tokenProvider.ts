import * as vscode from 'vscode';
import type { TokenKind, TokenModifier } from '../../engine/language/tokens/semanticTokens';
import type { LanguageHost } from './languageHost';
import { provide } from './provide';

const KINDS: readonly TokenKind[] = ['variable', 'parameter', 'property', 'function', 'class', 'enumMember'];
const MODIFIERS: readonly TokenModifier[] = ['declaration', 'readonly'];

/** The names that the tokens' numbers stand for. */
export const TOKEN_LEGEND = new vscode.SemanticTokensLegend([...KINDS], [...MODIFIERS]);

/** Names coloured by what they mean. */
export function tokenProvider(languages: LanguageHost): vscode.DocumentSemanticTokensProvider {
  return {
    async provideDocumentSemanticTokens(document, token) {
      const tokens = await provide(languages, document, token, (service, text) => service.tokens(text));
      if (tokens === undefined) return undefined;
      const builder = new vscode.SemanticTokensBuilder(TOKEN_LEGEND);
      for (const { start, length, kind, modifiers } of tokens) {
        const bits = modifiers.reduce((sum, modifier) => sum | (1 << MODIFIERS.indexOf(modifier)), 0);
        builder.push(start.line, start.character, length, KINDS.indexOf(kind), bits);
      }
      return builder.build();
    },
  };
}
