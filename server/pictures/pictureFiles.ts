// The renderer and the fonts: beside the built server, or, before it is built, in their packages.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const inter = '@expo-google-fonts/inter';
const noto = '@expo-google-fonts/noto-sans-sc';

/** File names in the built server, and where the packages have them; the build copies these. */
export const pictureFiles = {
  'resvg.wasm': '@resvg/resvg-wasm/index_bg.wasm',
  'Inter_400Regular.ttf': `${inter}/400Regular/Inter_400Regular.ttf`,
  'Inter_500Medium.ttf': `${inter}/500Medium/Inter_500Medium.ttf`,
  'Inter_600SemiBold.ttf': `${inter}/600SemiBold/Inter_600SemiBold.ttf`,
  'Inter_700Bold.ttf': `${inter}/700Bold/Inter_700Bold.ttf`,
  'NotoSansSC_400Regular.ttf': `${noto}/400Regular/NotoSansSC_400Regular.ttf`,
  'Inter-LICENSE.txt': `${inter}/LICENSE_FONT`,
  'NotoSansSC-LICENSE.txt': `${noto}/LICENSE_FONT`,
} as const;

function fileNamed(name: keyof typeof pictureFiles): string {
  const built = fileURLToPath(new URL(`pictures/${name}`, import.meta.url));
  return existsSync(built) ? built : createRequire(import.meta.url).resolve(pictureFiles[name]);
}

export const rendererFile = fileNamed('resvg.wasm');
export const latinFonts = [
  fileNamed('Inter_400Regular.ttf'),
  fileNamed('Inter_500Medium.ttf'),
  fileNamed('Inter_600SemiBold.ttf'),
  fileNamed('Inter_700Bold.ttf'),
];
export const chineseFont = fileNamed('NotoSansSC_400Regular.ttf');
