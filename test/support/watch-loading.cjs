/** Preloaded into a server: says on stderr when it requires a module, and when it listens. */
const Module = require("node:module");
const { Server } = require("node:net");

const { _load: load } = Module;
Module._load = function (name, ...rest) {
  process.stderr.write(`loads ${name}\n`);
  return load.call(this, name, ...rest);
};

const { listen } = Server.prototype;
Server.prototype.listen = function (...options) {
  this.once("listening", () => process.stderr.write("listens\n"));
  return listen.apply(this, options);
};
