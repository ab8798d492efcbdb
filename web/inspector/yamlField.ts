// Where in a YAML text a field stands.
import { yamlLanguage } from '@codemirror/lang-yaml';

type Node = ReturnType<typeof yamlLanguage.parser.parse>['topNode'];

/**
 * Offset of a field such as `spec.ports[0].targetPort` or `metadata.annotations[a.io/b]`, or of the
 * nearest field around it that is written; undefined when not even the first is.
 */
export function fieldOffset(text: string, path: string): number | undefined {
  let node = valueWithin(yamlLanguage.parser.parse(text).topNode.getChild('Document'));
  let found: number | undefined;
  for (const step of stepsOf(path)) {
    const next = node && (pairIn(node, step, text) ?? itemIn(node, step));
    if (!next) break;
    found = next.from;
    node = valueWithin(next);
  }
  return found;
}

function stepsOf(path: string): string[] {
  return [...path.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(
    ([, inner, name]) => inner ?? name ?? '',
  );
}

function valueWithin(node: Node | null): Node | undefined {
  const children = node ? childrenOf(node) : [];
  return children.findLast(({ name }) => /Mapping$|Sequence$/.test(name));
}

function pairIn(node: Node, key: string, text: string): Node | undefined {
  return node.getChildren('Pair').find((pair) => {
    const written = pair.getChild('Key');
    return written && text.slice(written.from, written.to).replaceAll(/^["']|["']$/g, '') === key;
  });
}

function itemIn(node: Node, index: string): Node | undefined {
  return /^\d+$/.test(index) ? node.getChildren('Item')[Number(index)] : undefined;
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}
