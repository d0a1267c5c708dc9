/** What a repair of the local store found, for the banner and the page of the sync. */
export function repairWords(found: number, missing: number): string {
  const back = `本机存储损坏，已自动修好：找回 ${found} 条`;
  return missing === 0 ? `${back}，核对无缺。` : `${back}，另有 ${missing} 条没送达的没能找回。`;
}
