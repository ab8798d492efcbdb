import type { Words } from './say.ts';

/** The menu that takes a diagram out of the page. */
export const exportWords = {
  export: { en: 'Export', zh: '导出' },
  exportOf: { en: 'Export {what}', zh: '导出 {what}' },
  download: { en: 'Download', zh: '下载' },
  downloadAs: { en: 'Download {format}', zh: '下载 {format}' },
  copyAs: { en: 'Copy {format}', zh: '复制 {format}' },
  copyLink: { en: 'Copy link', zh: '复制链接' },
  copyDone: { en: '{what} copied', zh: '已复制 {what}' },
  exportFailed: { en: 'That did not work: {detail}', zh: '操作失败：{detail}' },
  pictureLayout: { en: 'Layout', zh: '布局' },
  layoutWide: { en: 'Wide, for a page', zh: '横向，适合页面' },
  layoutTall: { en: 'Tall, for a phone', zh: '纵向，适合手机' },
  picturesPredict: {
    en: 'Pictures show what is expected, as documents should; test results stay on the page.',
    zh: '图片显示的是预期结果，适合用于文档；测试结果只在页面上。',
  },
  link: { en: 'Link', zh: '链接' },
  print: { en: 'Print', zh: '打印' },
  everyService: { en: 'all Services', zh: '全部 Service' },
} satisfies Words;
