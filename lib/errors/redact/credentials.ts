/** User and password as in the header `Authorization: Basic …`, from their spellings in a URL. */
export function basicCredentials(user: string, password: string): string {
  const bytes = new TextEncoder().encode(`${decodeUserInfo(user)}:${decodeUserInfo(password)}`);
  return btoa(String.fromCharCode(...bytes));
}

/** A user or a password as it is spelled in a URL. A percent sign that begins no escape stands for itself. */
export function decodeUserInfo(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
