import { readFile } from 'node:fs/promises';
import { ApiError } from './apiError.ts';

/** A token, certificate or key that a kubeconfig points to. @throws {ApiError} `credentialFile`. */
export async function readCredentialFile(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const detail = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new ApiError({ code: 'credentialFile', params: { file, detail } }, {}, error);
  }
}
