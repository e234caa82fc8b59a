// SPDX-License-Identifier: Apache-2.0
import { Wallet, concat, hexlify, keccak256, randomBytes, toUtf8Bytes, TypedDataEncoder } from "ethers";
import { artifacts, network } from "hardhat";

export const Scope = { Root: 1, Contract: 2, Report: 4, Opinion: 8, Witness: 16, All: 31 };
export const Governance = { GovernmentLed: 0, MemberOwned: 1, Independent: 2 };
export const Standing = { None: 0n, NotYet: 1n, InForce: 2n, Suspended: 3n, Terminated: 4n, Expired: 5n };
export const ZERO = "0x" + "00".repeat(32);
export const EMPTY_ROOT = keccak256("0x");
export const LATE = 2n ** 64n - 1n;
/** The last second that a license can name. */
export const LAST_TIME = 2n ** 40n - 1n;

let next = () => hexlify(randomBytes(32));
export const salt = () => next();
export const newKey = () => new Wallet(next());

/** From here on salts and keys follow from `text`, so that gas, which counts the zeros of calldata, can be compared. */
export function seed(text) {
  let last = hash(text);
  next = () => (last = keccak256(last));
}
export const hash = (text) => keccak256(toUtf8Bytes(text));

/** The EIP-712 types of every act, taken from the ABIs: what a stranger would do who has nothing else. */
export function actTypes(...abis) {
  const types = {};
  for (const item of abis.flat()) {
    for (const input of item.inputs ?? []) {
      const name = /^struct (\w+)/.exec(input.internalType ?? "")?.[1];
      if (item.type === "function" && name) types[name] = input.components.map(({ name, type }) => ({ name, type }));
    }
  }
  return types;
}

/** One deployment on a chain of its own, with what tests do over and over. */
export class World {
  static async create(override) {
    const world = new World();
    world.connection = await network.create(override);
    const { ethers } = world.connection;
    world.provider = ethers.provider;
    world.chainId = (await ethers.provider.getNetwork()).chainId;
    [world.relayer, world.stranger] = await ethers.getSigners();
    await world.deploy();
    return world;
  }

  async deploy() {
    const { ethers } = this.connection;
    this.parties = await ethers.deployContract("Parties");
    this.pools = await ethers.deployContract("Pools", [this.parties]);
    this.licenses = await ethers.deployContract("Licenses", [this.pools]);
    this.usageLog = await ethers.deployContract("UsageLog", [this.pools]);
    this.contracts = { Parties: this.parties, Pools: this.pools, Licenses: this.licenses, UsageLog: this.usageLog };
    this.addresses = {};
    this.types = {};
    for (const [name, contract] of Object.entries(this.contracts)) {
      this.addresses[name] = await contract.getAddress();
      Object.assign(this.types, actTypes((await artifacts.readArtifact(name)).abi));
    }
  }

  domain(contract) {
    return { name: contract, version: "1", chainId: this.chainId, verifyingContract: this.addresses[contract] };
  }

  id(type, act) {
    return TypedDataEncoder.hashStruct(type, { [type]: this.types[type] }, act);
  }

  /** One after the other, as the contracts take them. */
  sign(contract, type, act, ...keys) {
    const digest = TypedDataEncoder.hash(this.domain(contract), { [type]: this.types[type] }, act);
    return concat(keys.map((key) => key.signingKey.sign(digest).serialized));
  }

  async now() {
    return BigInt((await this.provider.getBlock("latest")).timestamp);
  }

  async gas(sent) {
    return Number((await (await sent).wait()).gasUsed);
  }

  opening(rootKey, rest = {}) {
    return {
      rootKey: rootKey.address,
      guardian: newKey().address,
      profileRoot: salt(),
      salt: salt(),
      ...rest,
    };
  }

  async openParty(key = newKey()) {
    const act = this.opening(key);
    await this.parties.open(act, this.sign("Parties", "PartyOpening", act, key));
    return { id: this.id("PartyOpening", act), key, act };
  }

  async admission(party, key, rest = {}) {
    const previous = await this.parties.keysHead(party.id);
    const act = {
      party: party.id,
      key: key.address,
      scopes: Scope.Contract,
      validUntil: 0n,
      previous,
      expiresAt: LATE,
      salt: salt(),
    };
    return { ...act, ...rest };
  }

  async admitKey(party, key, rest = {}) {
    const act = await this.admission(party, key, rest);
    await this.parties.admitKey(act, this.sign("Parties", "KeyAdmission", act, party.key, key));
    return { act, id: this.id("KeyAdmission", act) };
  }

  async retirement(party, key, rest = {}) {
    const previous = await this.parties.keysHead(party.id);
    return { party: party.id, key: key.address, previous, expiresAt: LATE, salt: salt(), ...rest };
  }

  charter(administrator, founders, logKey, rest = {}) {
    return {
      governance: Governance.GovernmentLed,
      administrator: administrator.id,
      founders: founders.map(({ id }) => id),
      quorumPerMille: 0,
      policy: ZERO,
      policyCodeHash: ZERO,
      logKey: logKey.address,
      chainId: this.chainId,
      parties: this.addresses.Parties,
      pools: this.addresses.Pools,
      licenses: this.addresses.Licenses,
      usageLog: this.addresses.UsageLog,
      charterRoot: salt(),
      expiresAt: LATE,
      salt: salt(),
      ...rest,
    };
  }

  async formPool({ administrator, founders = [], logKey = newKey(), ...rest } = {}) {
    administrator ??= await this.openParty();
    const act = this.charter(administrator, founders, logKey, rest);
    const keys = [administrator, ...founders].map(({ key }) => key);
    await this.pools.form(act, this.sign("Pools", "PoolCharter", act, ...keys));
    return { id: this.id("PoolCharter", act), administrator, founders, logKey, act };
  }

  async joining(pool, party, rest = {}) {
    const previous = await this.pools.membershipHead(pool.id, party.id);
    return { pool: pool.id, party: party.id, previous, expiresAt: LATE, salt: salt(), ...rest };
  }

  async admit(pool, party) {
    const act = await this.joining(pool, party);
    await this.pools.admit(act, [], this.sign("Pools", "Admission", act, pool.administrator.key, party.key));
    return { act, id: this.id("Admission", act) };
  }

  contribution(pool, schedule, holder, rest = {}) {
    const act = {
      pool: pool.id,
      schedule,
      holder: holder.id,
      root: salt(),
      count: 3,
      expiresAt: LATE,
      salt: salt(),
      ...rest,
    };
    return { act, holder, id: this.id("Contribution", act) };
  }

  /** A revision with these contributions, in the order that the contract wants; `rest` overrides fields of the act. */
  async revision(pool, schedule, contributions = [], rest = {}) {
    const ordered = [...contributions].sort((a, b) => (a.id < b.id ? -1 : 1));
    const [revision, count] = await this.pools.revisionOf(pool.id, schedule);
    const act = {
      pool: pool.id,
      schedule,
      revision: revision + 1n,
      root: salt(),
      count: count + ordered.reduce((sum, { act }) => sum + BigInt(act.count), 0n),
      contributions: ordered.map(({ id }) => id),
      previous: await this.pools.scheduleHead(pool.id, schedule),
      expiresAt: LATE,
      salt: salt(),
      ...rest,
    };
    const signed = ordered.map((one) => this.sign("Pools", "Contribution", one.act, one.key ?? one.holder.key));
    return { act, given: ordered.map(({ act }) => act), signed: concat(signed), id: this.id("ScheduleRevision", act) };
  }

  revise(pool, { act, given, signed }, key = pool.administrator.key) {
    return this.pools.revise(act, [], this.sign("Pools", "ScheduleRevision", act, key), given, signed);
  }

  /** A pool with one member, one schedule of three patents, and one party that has no license yet. */
  async stage(rest = {}) {
    const member = await this.openParty();
    const pool = await this.formPool(rest);
    await this.admit(pool, member);
    pool.schedule = salt();
    await this.revise(pool, await this.revision(pool, pool.schedule, [this.contribution(pool, pool.schedule, member)]));
    return { pool, member, licensee: await this.openParty() };
  }

  async granting(pool, licensee, rest = {}) {
    return {
      pool: pool.id,
      licensee: licensee.id,
      schedule: pool.schedule,
      startsAt: 1_000n,
      endsAt: 0n,
      termsRoot: salt(),
      previous: await this.licenses.fileHead(pool.id, licensee.id),
      expiresAt: LATE,
      salt: salt(),
      ...rest,
    };
  }

  async grant(pool, licensee, rest = {}) {
    const act = await this.granting(pool, licensee, rest);
    const sent = this.licenses.grant(
      act,
      this.sign("Licenses", "LicenseGrant", act, pool.administrator.key, licensee.key),
    );
    return { act, id: this.id("LicenseGrant", act), gas: await this.gas(sent) };
  }

  async ending(license, rest = {}) {
    const previous = await this.licenses.head(license);
    return { license, effectiveAt: LAST_TIME, reasonRoot: salt(), previous, expiresAt: LATE, salt: salt(), ...rest };
  }

  terminate(act, ...keys) {
    return this.licenses.terminate(act, this.sign("Licenses", "Termination", act, ...keys));
  }

  anchor(pool, size, root, proof = [], rest = {}, key = pool.logKey) {
    const act = { pool: pool.id, epoch: 0n, size, root, ...rest };
    return this.usageLog.anchor(act, proof, this.sign("UsageLog", "Checkpoint", act, key));
  }
}
