// A picture to the clipboard or to paper.
import './print.css';
import { type Format, type Look, pictureAddress, type Subject } from './pictureAddress.ts';

/** Rejects with the server's reason, or when the browser does not allow it. */
export async function copyPicture(subject: Subject, format: Format, look: Look): Promise<void> {
  const address = pictureAddress(subject, format, look);
  const type = format === 'png' ? 'image/png' : 'text/plain';
  // The promise goes in, not its value: Safari takes nothing that comes later than the click.
  const content = fetchPicture(address).then((blob) => new Blob([blob], { type }));
  await navigator.clipboard.write([new ClipboardItem({ [type]: content })]);
}

export async function copyLink(): Promise<void> {
  await navigator.clipboard.writeText(location.href);
}

async function fetchPicture(address: string): Promise<Blob> {
  const response = await fetch(new URL(address, document.baseURI));
  if (response.ok) return response.blob();
  const problem: unknown = await response.json().catch(() => undefined);
  const isTold = typeof problem === 'object' && problem !== null && 'detail' in problem;
  throw new Error(isTold ? String(problem.detail) : response.statusText);
}

/** The picture alone, on white; the page comes back after it. */
export async function printPicture(subject: Subject, look: Look): Promise<void> {
  const picture = new Image();
  picture.src = pictureAddress(subject, 'svg', { ...look, theme: 'light' });
  picture.dataset['print'] = '';
  picture.alt = '';
  document.body.append(picture);
  try {
    await picture.decode();
    window.print();
  } finally {
    picture.remove();
  }
}
