/** Controls that JSON leaves as they are and a terminal would obey: DEL, C1, and bidi controls. */
const OBEYED = /\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A value as JSON that is safe to show: the same value when read again. @param indent spaces for each level */
export function jsonText(value: unknown, indent = 0): string {
  const json = JSON.stringify(value, null, indent);
  // Within strings JSON has escaped all C0 controls; the line breaks left are those of the layout.
  return json.replace(OBEYED, (control) =>
    control === '\n' ? control : `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
