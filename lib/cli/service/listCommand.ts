import type { ServiceSettings } from './ServiceSettings.ts';

/** The command that lists the models of these settings' service, to be typed. The URL is not repeated: it may hold a password. */
export function listCommand({ entry, names }: ServiceSettings): string {
  const place = names.get('options/baseUrl') === '--base-url' ? ' --base-url URL' : '';
  return `rxllm models -p ${entry.name}${place}`;
}
