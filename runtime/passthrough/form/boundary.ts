/** What divides a form's parts, by its Content-Type; null where that is no form or names no boundary. */
export function boundaryOf(contentType: string | undefined): string | null {
  if (contentType === undefined || !/^multipart\/form-data[ \t]*;/i.test(contentType)) return null;
  const found = /;[ \t]*boundary=(?:"([^"\\]{1,200})"|([^\s;,"]{1,200}))/i.exec(contentType);
  return found?.[1] ?? found?.[2] ?? null;
}
