/**
 * How a webview's script and style sheet are bundled: by the build, and by the tests that open the panel in a browser.
 *
 * @type {import('esbuild').BuildOptions}
 */
export const webviewOptions = {
  bundle: true,
  platform: 'browser',
  format: 'iife',
  // The Chromium of VS Code 1.95, the oldest that the extension runs in.
  target: 'chrome128',
  // Decorators are compiled as this file has it.
  tsconfig: 'src/panel/tsconfig.json',
};
