import { type Column, textColumn } from './column.ts';
import { formatSelector } from './labels.ts';
import { at, listAt, textAt } from '../schema/read.ts';

/** The names of a Pod template's containers; `template` is the path of field names to it. */
export function containersColumn(...template: readonly string[]): Column {
  return textColumn('Containers', (object) => containerTexts(object, template, 'name'));
}

/** The images of a Pod template's containers. */
export function imagesColumn(...template: readonly string[]): Column {
  return textColumn('Images', (object) => containerTexts(object, template, 'image'));
}

/** The label selector at a path of field names. */
export function selectorColumn(...path: readonly string[]): Column {
  return textColumn('Selector', (object) => formatSelector(at(object, ...path)));
}

function containerTexts(object: unknown, template: readonly string[], field: string): string {
  const containers = listAt(object, ...template, 'spec', 'containers');
  return containers.map((container) => textAt(container, field)).join(',');
}
