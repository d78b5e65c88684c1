/** Where the hook that was there before is kept, beside Assay's own. */
export const EARLIER_HOOK = 'pre-commit.before-assay';

const SIGN = '# Assay: shows what a commit does to the scores of its prompts.';
const BLOCK_START = '# >>> assay >>>';
const BLOCK_END = '# <<< assay <<<';
/** The same where the file had no line break at its end, which goes again with the block. */
const BLOCK_START_JOINED = '# >>> assay (line break added) >>>';

/** How the hook calls Assay: this very installation, or whichever is found by name once it has moved. */
export interface AssayProgram {
  /** Absolute path of the Node executable. */
  node: string;
  /** Absolute path of `cli.js`. */
  cli: string;
}

/**
 * A whole `pre-commit` hook (POSIX sh): runs the hook that was there before, then the gate. A failing earlier hook ends
 * the commit as it did before; `ASSAY_SKIP` skips the gate alone.
 */
export function hookScript(program: AssayProgram): string {
  return `#!/bin/sh
${SIGN}
# \`assay hook uninstall\` takes it away and puts back what was there.
# \`git commit --no-verify\` skips all hooks, ASSAY_SKIP=1 this one only.
earlier="$(dirname -- "$0")/${EARLIER_HOOK}"
if [ -x "$earlier" ]; then
  "$earlier" "$@" || exit $?
fi
${gateCommands(program)}
`;
}

/** A block for a hook script that somebody else manages. */
export function hookBlock(program: AssayProgram): string {
  return `${BLOCK_START}\n${gateCommands(program)}\n${BLOCK_END}\n`;
}

/** One line for a hook manager's configuration; it finds Assay by its name. */
export const HOOK_LINE = 'assay gate --staged --hook';

/** Whether a hook is one that `hookScript` has written. */
export function isOurHook(text: string): boolean {
  return text.includes(SIGN);
}

/** Whether a script has Assay's block in it. */
export function hasHookBlock(text: string): boolean {
  return blockRange(text) !== undefined;
}

/** The script with the block at its end. */
export function withHookBlock(text: string, program: AssayProgram): string {
  const block = hookBlock(program);
  if (text === '' || text.endsWith('\n')) return text + block;
  return `${text}\n${block.replace(BLOCK_START, BLOCK_START_JOINED)}`;
}

/** The script without the block, exactly as it was before. */
export function withoutHookBlock(text: string): string {
  const range = blockRange(text);
  if (range === undefined) return text;
  const before = text.slice(0, range.start);
  return (range.joined ? before.slice(0, -1) : before) + text.slice(range.end);
}

function blockRange(text: string): { start: number; end: number; joined: boolean } | undefined {
  const lines = /^# >>> assay (\(line break added\) )?>>>$/m.exec(text);
  const last = text.indexOf(`${BLOCK_END}\n`, lines?.index ?? 0);
  if (lines === null || last < 0) return undefined;
  return { start: lines.index, end: last + BLOCK_END.length + 1, joined: lines[1] !== undefined };
}

/** Ends the hook with an error only where the gate says that the commit should not be made. */
function gateCommands({ node, cli }: AssayProgram): string {
  const [nodePath, cliPath] = [quoted(node), quoted(cli)];
  return `if [ "\${ASSAY_SKIP:-0}" = 0 ]; then
  if [ -x ${nodePath} ] && [ -f ${cliPath} ]; then
    ELECTRON_RUN_AS_NODE=1 ${nodePath} ${cliPath} gate --staged --hook || exit $?
  elif command -v assay >/dev/null 2>&1; then
    assay gate --staged --hook || exit $?
  else
    echo 'assay: not found, so this commit is not checked. Run: assay hook install' >&2
  fi
fi`;
}

/** A path as one word of a POSIX shell. */
function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
