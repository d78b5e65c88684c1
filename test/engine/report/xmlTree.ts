import { SaxesParser } from 'saxes';

/** An element of XML with all that is in it. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** The text directly in it. */
  text: string;
}

/** Reads XML as a CI system does. @throws where it is not well-formed */
export function xmlTree(xml: string): XmlElement {
  const document: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [document];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: { ...attributes } as Record<string, string>, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  const [root] = document.children;
  if (root === undefined) throw new Error('There is no element.');
  return root;
}

/** All elements of a name, wherever they are. */
export function elementsOf(element: XmlElement, name: string): XmlElement[] {
  const own = element.children.filter((child) => child.name === name);
  return [...own, ...element.children.flatMap((child) => elementsOf(child, name))];
}

/** The properties directly under an element. */
export function propertiesOf(element: XmlElement): Record<string, string> {
  const list = element.children.find(({ name }) => name === 'properties')?.children ?? [];
  return Object.fromEntries(list.map(({ attributes }) => [attributes.name ?? '', attributes.value ?? '']));
}
