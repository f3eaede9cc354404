/** The media types that the service reads, by file extension. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  bmp: 'image/bmp',
  heic: 'image/heic',
  heif: 'image/heif',
  pdf: 'application/pdf',
  txt: 'text/plain',
  md: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
  css: 'text/css',
  csv: 'text/csv',
  xml: 'text/xml',
  rtf: 'text/rtf',
  json: 'application/json',
  js: 'text/javascript',
  py: 'text/x-python',
  wav: 'audio/wav',
  mp3: 'audio/mp3',
  aiff: 'audio/aiff',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  m4a: 'audio/m4a',
  mp4: 'video/mp4',
  mpeg: 'video/mpeg',
  mpg: 'video/mpg',
  mov: 'video/mov',
  avi: 'video/avi',
  flv: 'video/x-flv',
  webm: 'video/webm',
  wmv: 'video/wmv',
  '3gp': 'video/3gpp',
};

const YOUTUBE = /^https?:\/\/(?:(?:www\.|m\.)?youtube\.com|youtu\.be)\//i;

/** The file extension at the end of the path. */
const ENDING = /^\w+:\/\/[^/?#]+\/(?:[^?#]*\/)?[^/?#]*\.(\w+)(?:[?#]|$)/;

/** The media type of the file at an address, by its file extension; `undefined` if the extension does not determine it. */
export function mediaTypeOf(url: string): string | undefined {
  if (YOUTUBE.test(url)) return 'video/mp4';
  const [, ending = ''] = ENDING.exec(url) ?? [];
  const known = ending.toLowerCase();
  return Object.hasOwn(MEDIA_TYPES, known) ? MEDIA_TYPES[known] : undefined;
}
