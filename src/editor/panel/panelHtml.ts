import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { locale } from '../words';

/** The folders that the panel may load from, and nothing else. */
export function panelRoots(extension: vscode.Uri): vscode.Uri[] {
  return [vscode.Uri.joinPath(extension, 'dist')];
}

/** The page that a script fills, the panel's or the review's: one script, two style sheets, nothing remote, no inline code. */
export function panelHtml(
  webview: vscode.Webview,
  extension: vscode.Uri,
  name: 'panel' | 'review' | 'judge' | 'preview' = 'panel',
): string {
  const file = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', ...path));
  const nonce = randomBytes(18).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join('; ');
  return `<!doctype html>
<html lang="${locale === 'zh-tw' ? 'zh-Hant-TW' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${file('codicons', 'codicon.css')}">
<link rel="stylesheet" href="${file(`${name}.css`)}">
<title>Assay</title>
</head>
<body>
<script nonce="${nonce}" src="${file(`${name}.js`)}"></script>
</body>
</html>`;
}
