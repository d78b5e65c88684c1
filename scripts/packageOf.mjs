/**
 * The package that an import belongs to: `ajv/dist/2020` → `ajv`, `@scope/name/sub` → `@scope/name`.
 * @param {string} specifier
 */
export function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
