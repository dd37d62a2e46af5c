import { gunzipSync } from 'node:zlib';
import { ConversionError } from '../problem.ts';
import { readProblem } from './problems.ts';

/** A collection of 50 MB compresses to about 3; what unpacks to more than this is not a collection. */
const MAX_UNPACKED = 256 * 1024 * 1024;

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

function startsWith(bytes: Uint8Array, ...prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function unpack(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED });
  } catch (cause) {
    throw new ConversionError(
      cause instanceof RangeError
        ? readProblem('gzip-too-large', '', { megabytes: MAX_UNPACKED / 1024 / 1024 })
        : readProblem('gzip-broken', '', {}),
    );
  }
}

/** The byte order mark decides; without one, JSON starts with an ASCII character, so the zero bytes decide. */
function encodingOf(bytes: Uint8Array): Encoding {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  if (bytes[0] === 0 && bytes[1] !== 0) return 'utf-16be';
  if (bytes[0] !== 0 && bytes[1] === 0) return 'utf-16le';
  return 'utf-8';
}

/** Bytes as a file or a server gives them -> text: gzip unpacked, UTF-8 or UTF-16 decoded, byte order mark gone. */
export function decode(input: Uint8Array | string): string {
  if (typeof input === 'string') return input.replace(/^\uFEFF/, '');
  const bytes = startsWith(input, 0x1f, 0x8b) ? unpack(input) : input;
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}
