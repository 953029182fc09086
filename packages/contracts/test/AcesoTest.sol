// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.30;

import {AssetGuard} from "../src/AssetGuard.sol";
import {AttestationTrigger} from "../src/AttestationTrigger.sol";
import {ClaimDesk} from "../src/ClaimDesk.sol";
import {CoverDesk} from "../src/CoverDesk.sol";
import {OracleRegistry} from "../src/OracleRegistry.sol";
import {PolicyBook} from "../src/PolicyBook.sol";
import {ProductCatalog} from "../src/ProductCatalog.sol";
import {UnderwritingPool} from "../src/UnderwritingPool.sol";
import {IAssetGuard} from "../src/interfaces/IAssetGuard.sol";
import {IAttestationTrigger} from "../src/interfaces/IAttestationTrigger.sol";
import {IClaimDesk} from "../src/interfaces/IClaimDesk.sol";
import {ICoverDesk} from "../src/interfaces/ICoverDesk.sol";
import {IEquivocationVerifier} from "../src/interfaces/IEquivocationVerifier.sol";
import {IPolicyBook} from "../src/interfaces/IPolicyBook.sol";
import {IProductCatalog} from "../src/interfaces/IProductCatalog.sol";
import {ITrigger} from "../src/interfaces/ITrigger.sol";
import {IUnderwritingPool} from "../src/interfaces/IUnderwritingPool.sol";
import {KeySigner} from "./KeySigner.sol";
import {TestDollar} from "./TestDollar.sol";
import {TestFeed} from "./TestFeed.sol";
import {BoundVerifierMock} from "./mocks/BoundVerifierMock.sol";
import {InsertionVerifierMock} from "./mocks/InsertionVerifierMock.sol";
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {Test} from "forge-std/Test.sol";

/// @notice The whole protocol with one pool, one committee and one product; only the verifiers are mocks.
abstract contract AcesoTest is Test {
    uint256 internal constant WEEK = 604_800;
    uint256 internal constant FIELD = 21888242871839275222246405745257275088548364400416034343698204186575808495617;
    uint256 internal constant DOLLAR = 1e6;

    address internal immutable admin = makeAddr("admin");
    address internal immutable provider = makeAddr("provider");
    address internal immutable buyer = makeAddr("buyer");
    address internal immutable recipient = makeAddr("recipient");
    address internal immutable relayer = makeAddr("relayer");
    address internal immutable stranger = makeAddr("stranger");

    AccessManager internal manager;
    TestDollar internal dollar;
    OracleRegistry internal registry;
    ProductCatalog internal catalog;
    InsertionVerifierMock internal insertionVerifier;
    BoundVerifierMock internal claimVerifier;
    BoundVerifierMock internal cancelVerifier;
    BoundVerifierMock internal eligibilityVerifier;
    BoundVerifierMock internal equivocationVerifier;
    TestFeed internal feed;
    AssetGuard internal guard;
    AttestationTrigger internal trigger;
    PolicyBook internal book;
    CoverDesk internal coverDesk;
    ClaimDesk internal claimDesk;
    UnderwritingPool internal pool;

    uint256 internal committeeId;
    uint256 internal committeeRoot;
    uint256 internal productId;
    uint256 internal terms;

    function setUp() public virtual {
        vm.warp(1_790_000_000);
        manager = new AccessManager(admin);
        dollar = newDollar();
        equivocationVerifier = new BoundVerifierMock();
        // The two interfaces have the same function.
        registry = new OracleRegistry(address(manager), IEquivocationVerifier(address(equivocationVerifier)));
        catalog = new ProductCatalog(address(manager), registry);
        insertionVerifier = new InsertionVerifierMock();
        claimVerifier = new BoundVerifierMock();
        cancelVerifier = new BoundVerifierMock();
        eligibilityVerifier = new BoundVerifierMock();
        feed = new TestFeed();
        coverDesk = newCoverDesk(address(0));
        guard = coverDesk;
        book = coverDesk;
        claimDesk = new ClaimDesk(catalog, book, cancelVerifier);
        trigger = newTrigger();
        // In isolated tests both mints count as transactions of this contract.
        uint256 nonce = vm.getNonce(address(this));
        dollar.mint(vm.computeCreateAddress(address(this), nonce), 10_007);
        dollar.mint(vm.computeCreateAddress(address(this), nonce + 2), 10_007);
        pool = newPool(address(dollar));
        setFeed(address(dollar));

        vm.startPrank(admin);
        committeeId = registry.createCommittee();
        vm.stopPrank();
        registerOperator("operator 0", 1001);
        seatOperator("operator 0", 0);
        committeeRoot = registry.rootOf(committeeId);
        productId = list(defaultProduct());
        (terms,,) = catalog.product(productId);
    }

    function defaultProduct() internal view returns (IProductCatalog.ProductParameters memory parameters) {
        parameters = IProductCatalog.ProductParameters({
            measure: 1,
            comparator: 0,
            thresholds: [uint64(65), 75, 90],
            waiting: 2 weeks,
            claimWindow: 4 weeks,
            linkGrace: 10 days,
            committeeId: uint32(committeeId),
            trigger: address(trigger),
            pool: address(pool),
            payouts: [uint96(100 * DOLLAR), uint96(250 * DOLLAR), uint96(1000 * DOLLAR)],
            baseRate: 0.05e18,
            loadFactor: 3e18,
            protocolFee: 300,
            oracleFee: 500,
            refundShare: 8000,
            renewalWindow: 4 weeks,
            minTerm: 4 weeks,
            maxTerm: 52 weeks,
            capacity: uint96(800_000 * DOLLAR),
            baseline: IProductCatalog.Baseline(0, 0, 0, 0)
        });
    }

    function newCoverDesk(address sequencerFeed) internal returns (CoverDesk) {
        return new CoverDesk(address(manager), catalog, insertionVerifier, eligibilityVerifier, sequencerFeed);
    }

    function newTrigger() internal virtual returns (AttestationTrigger) {
        return new AttestationTrigger(book, registry, claimVerifier);
    }

    function newDollar() internal virtual returns (TestDollar) {
        return new TestDollar();
    }

    /// @return address of the contract that this test creates next; a pool wants its probe there
    function nextContract() internal view returns (address) {
        return vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
    }

    /// @notice A pool that pays a fifth of itself at once. The asset's probe must lie at `nextContract()`.
    function newPool(address asset) internal returns (UnderwritingPool) {
        return new UnderwritingPool(
            IUnderwritingPool.PoolParameters({
                asset: asset, name: "Aceso Pool", symbol: "aPOOL", instantShare: 2000, sponsor: provider
            }),
            address(coverDesk),
            address(claimDesk),
            address(manager)
        );
    }

    function setFeed(address asset) internal {
        vm.prank(admin);
        guard.setFeed(asset, IAssetGuard.Feed(address(feed), 1 days, 0.98e6, 1.02e6));
    }

    function list(IProductCatalog.ProductParameters memory parameters) internal returns (uint256) {
        vm.prank(admin);
        return catalog.listProduct(parameters);
    }

    function registerOperator(string memory name, uint256 secret) internal returns (address operator) {
        operator = makeAddr(name);
        vm.startPrank(operator);
        registry.registerKey(KeySigner.register(registry.domain(), operator, secret));
        vm.stopPrank();
    }

    function seatOperator(string memory name, uint256 slot) internal {
        address operator = makeAddr(name);
        vm.prank(admin);
        registry.seat(committeeId, slot, operator);
    }

    function deposit(address owner, uint256 assets) internal returns (uint256 shares) {
        dollar.mint(owner, assets);
        vm.startPrank(owner);
        dollar.approve(address(pool), assets);
        shares = pool.deposit(assets, owner);
        vm.stopPrank();
    }

    function fund(address owner, uint256 amount) internal {
        dollar.mint(owner, amount);
        vm.prank(owner);
        dollar.approve(address(coverDesk), type(uint256).max);
    }

    /// @return end of a policy that starts now and lasts at least `minimum` seconds
    function endAfter(uint256 minimum) internal view returns (uint40) {
        return uint40((block.timestamp + minimum + WEEK - 1) / WEEK * WEEK);
    }

    function purchase(uint32 units, uint40 end) internal view returns (ICoverDesk.BuyParameters memory) {
        return ICoverDesk.BuyParameters({
            productId: productId,
            member: ICoverDesk.Member({commitment: 7, units: units}),
            end: end,
            renewer: address(0),
            maxPremium: type(uint256).max,
            deadline: block.timestamp
        });
    }

    function buy(uint32 units, uint40 end) internal returns (uint256 premium) {
        fund(buyer, 1_000_000 * DOLLAR);
        ICoverDesk.BuyParameters memory parameters = purchase(units, end);
        vm.prank(buyer);
        return coverDesk.buyCover(parameters);
    }

    /// @notice The leaf of a policy of the product that is sold now and next.
    function leafOf(uint32 units, uint40 end) internal view returns (IPolicyBook.QueuedLeaf memory) {
        return IPolicyBook.QueuedLeaf(7, terms, placed(uint256(units) << 80 | block.timestamp << 40 | end, 0));
    }

    /// @return window of a leaf that is queued after `ahead` others
    function placed(uint256 window, uint256 ahead) internal view returns (uint256) {
        (uint256 batch, uint256 count,) = book.openBatch();
        return window | (batch * 64 + count + ahead) << 114;
    }

    /// @notice Buys one policy and brings it into the tree under `root`.
    function buyAndInsert(uint32 units, uint40 end, uint256 root) internal {
        IPolicyBook.QueuedLeaf[] memory leaves = new IPolicyBook.QueuedLeaf[](1);
        leaves[0] = leafOf(units, end);
        buy(units, end);
        skip(1 hours);
        uint256[8] memory proof;
        book.insertBatch(proof, root, 1, leaves);
    }

    /// @notice Settles the held claims that can be settled.
    /// @return settled how many
    function settleAllHeld() internal returns (uint256 settled) {
        uint256 last = claimDesk.heldCount();
        for (uint256 heldId = 1; heldId <= last; ++heldId) {
            if (!claimDesk.isSettleable(heldId)) continue;
            claimDesk.settleHeld(heldId);
            ++settled;
        }
    }

    /// @notice Leaves the pool: waits for two settlements and takes what there is then.
    function exit(address owner, uint256 shares) internal returns (uint256 assets) {
        vm.prank(owner);
        pool.requestRedeem(shares, owner, owner);
        skip(2 weeks);
        pool.settleExits();
        uint256 claimable = pool.maxRedeem(owner);
        vm.prank(owner);
        return pool.redeem(claimable, owner, owner);
    }

    function claimOf(uint256 units, uint256 severity) internal view returns (ITrigger.Claim memory) {
        return
            ITrigger.Claim({
                terms: terms, units: units, severity: severity, nullifier: 1111, observationNullifier: 2222
            });
    }

    function evidenceOf(uint256 root) internal view returns (IAttestationTrigger.Evidence memory) {
        uint256[8] memory proof = [uint256(11), 12, 13, 14, 15, 16, 17, 18];
        return IAttestationTrigger.Evidence({
            proof: proof,
            digest: 99,
            policyRoot: root,
            committeeRoot: committeeRoot,
            asOf: block.timestamp / 3600 * 3600
        });
    }

    function paymentOf(uint256 fee) internal view returns (IClaimDesk.Payment memory) {
        return IClaimDesk.Payment({
            recipient: recipient, relayer: fee == 0 ? address(0) : relayer, fee: fee, deadline: block.timestamp
        });
    }
}
