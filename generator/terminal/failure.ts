/** The work cannot be done because of its surroundings: a folder is read-only, a port is taken. */
export class Failure extends Error {
  override readonly name = "Failure";
}
