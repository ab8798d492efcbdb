import type { Params } from './say.ts';
import { say, type Language, type Words } from './say.ts';

/** Why an object, or a document that should hold one, was not taken as it is. */
export type ObjectProblemCode =
  | 'required'
  | 'wrongType'
  | 'invalid'
  | 'unsupported'
  | 'duplicate'
  | 'tooManyReplicas'
  | 'otherKind'
  | 'unreadableEvent'
  | 'syntax'
  | 'duplicateKey'
  | 'tooManyAliases'
  | 'template'
  | 'kustomizePatch'
  | 'misspeltKind'
  | 'wrongAPIVersion'
  | 'retiredAPIVersion';

export const objectProblemWords = {
  required: { en: 'required, but missing', zh: '必填，但缺失' },
  wrongType: { en: 'must be {expected}, is {actual}', zh: '类型应为 {expected}，实际为 {actual}' },
  invalid: { en: '{value} is not valid', zh: '{value} 无效' },
  unsupported: { en: '{value} is not one of {supported}', zh: '{value} 不在 {supported} 之中' },
  duplicate: {
    en: 'a later object of the same kind and name replaces this one',
    zh: '后面同类同名的对象取代了它',
  },
  tooManyReplicas: {
    en: '{replicas} replicas; only {max} Pods are simulated',
    zh: '{replicas} 个副本；仅模拟 {max} 个 Pod',
  },
  otherKind: { en: 'not of kind {kind}', zh: '类型不是 {kind}' },
  unreadableEvent: {
    en: 'a watch event was not readable: {detail}',
    zh: '无法读取监视事件：{detail}',
  },
  syntax: { en: 'not valid YAML: {detail}', zh: '不是有效的 YAML：{detail}' },
  duplicateKey: { en: 'a key is written twice: {detail}', zh: '键重复：{detail}' },
  tooManyAliases: {
    en: 'aliases would unfold to more than a manifest can hold',
    zh: '别名展开后超出清单的合理大小',
  },
  template: {
    en: 'a template, no manifest yet: give what comes out of it',
    zh: '这是模板，还不是清单：请提供其输出',
  },
  kustomizePatch: {
    en: 'a patch of {detail}, no object by itself',
    zh: '{detail} 的补丁，本身不是对象',
  },
  misspeltKind: {
    en: '{apiVersion} has no kind {kind}; did you mean {meant}?',
    zh: '{apiVersion} 中没有类型 {kind}；是否想写 {meant}？',
  },
  wrongAPIVersion: {
    en: '{kind} is not in {apiVersion} but in {meant}',
    zh: '{kind} 不属于 {apiVersion}，而属于 {meant}',
  },
  retiredAPIVersion: {
    en: '{apiVersion} is no longer served: {kind} is in {meant} now',
    zh: '{apiVersion} 已不再提供：{kind} 现属于 {meant}',
  },
} satisfies Words<ObjectProblemCode>;

export interface ObjectProblem {
  code: string;
  /** Field path, e.g. `spec.ports[0].port`; empty or absent for the object itself. */
  path?: string;
  params: Params;
}

/** e.g. `spec.ports[0].port: must be integer, is string`. */
export function objectProblemText(problem: ObjectProblem, language: Language = 'en'): string {
  const { code, path = '', params } = problem;
  const text = say(objectProblemWords, language, code, params);
  const { min, max } = params;
  const range =
    code === 'invalid' && min !== undefined && max !== undefined ? ` (${min}–${max})` : '';
  return `${path === '' ? '' : `${path}: `}${text}${range}`;
}
