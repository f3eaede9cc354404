const BLOCK = 0x8000;

/** Padded standard base64 of a text's UTF-8 bytes; `btoa` alone throws for characters beyond Latin-1. */
export function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (let i = 0; i < bytes.length; i += BLOCK) binary += String.fromCharCode(...bytes.subarray(i, i + BLOCK));
  return btoa(binary);
}
