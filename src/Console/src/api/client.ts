// SPDX-License-Identifier: Apache-2.0
import { apiKey } from './apiKey';
import type { Problem } from './types';

/** An answer that is not the one asked for; `problem.title` and `.detail` are sentences in the reader's language. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'ProblemError';
  }
}

/** The host gave no answer: it is down, or the way to it is. */
export class UnreachableError extends Error {
  constructor(readonly reason: Error) {
    super(reason.message);
    this.name = 'UnreachableError';
  }
}

/** Whether the host itself will say the same again: not a gateway's fault, nor a missing key, nor that it is busy. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ProblemError && error.problem.status >= 400 && error.problem.status < 500 && ![401, 408, 429].includes(error.problem.status);

export type Query = Record<string, string | number | null | undefined>;

/** `path` under /api/v1 with the parameters that have a value. */
export function urlOf(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `/api/v1${path}${search && `?${search}`}`;
}

function headersOf(language: string): Record<string, string> {
  const key = apiKey();
  return { Accept: 'application/json', 'Accept-Language': language, ...(key === null ? {} : { Authorization: `Bearer ${key}` }) };
}

const mostTries = 8;
const longestPauseSeconds = 30;

/** Fetches; that nothing answers is told apart from every other fault of this browser. */
async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (failure) {
    throw failure instanceof TypeError ? new UnreachableError(failure) : failure;
  }
}

/** Fetches, and does the same again when the host says that it is busy, after the time that it names; in the end its answer stands. */
async function patientFetch(url: string, init: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const response = await reach(url, init);
    const seconds = Number(response.headers.get('retry-after'));
    if (response.status !== 429 || tries === mostTries || !(seconds > 0 && seconds <= longestPauseSeconds)) return response;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

async function read<T>(url: string, language: string, signal: AbortSignal | undefined): Promise<T> {
  return (await (await fetched(url, language, signal)).json()) as T;
}

async function fetched(url: string, language: string, signal?: AbortSignal): Promise<Response> {
  const response = await patientFetch(url, { headers: headersOf(language), signal: signal ?? null });
  if (response.ok) return response;
  throw new ProblemError(await problemOf(response));
}

export async function problemOf(response: Response): Promise<Problem> {
  const fallback = { type: 'about:blank', title: response.statusText || `HTTP ${response.status}`, status: response.status, code: 'http', detail: '' };
  if (!response.headers.get('content-type')?.includes('json')) return fallback;
  return { ...fallback, ...((await response.json()) as Partial<Problem>) };
}

export const get = <T>(path: string, language: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  read<T>(urlOf(path, query), language, signal);

/** The bytes at an address that gives a file. */
export const getFile = async (path: string, language: string): Promise<Blob> => (await fetched(urlOf(path), language)).blob();

/** Posts a body under an idempotency key of its own; the answer is what the API says of it now. */
export const post = <T>(path: string, language: string, body: unknown): Promise<T> => postBody<T>(path, language, JSON.stringify(body), 'application/json');

/** The same of bytes as they are. */
export async function postBody<T>(path: string, language: string, body: string | Uint8Array<ArrayBuffer>, type: string, query: Query = {}): Promise<T> {
  const response = await patientFetch(urlOf(path, query), {
    method: 'POST',
    headers: { ...headersOf(language), 'Content-Type': type, 'Idempotency-Key': crypto.randomUUID() },
    body,
  });
  if (response.ok) return (await response.json()) as T;
  throw new ProblemError(await problemOf(response));
}

/** Health answers 503 with the same body while the host is not ready. */
export async function health<T>(signal?: AbortSignal): Promise<T> {
  const response = await reach('/health/ready', { headers: { Accept: 'application/json' }, signal: signal ?? null });
  return (await response.json()) as T;
}
