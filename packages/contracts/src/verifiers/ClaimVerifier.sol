// SPDX-License-Identifier: GPL-3.0
/*
    Copyright 2021 0KIMS association.

    This file is generated with [snarkJS](https://github.com/iden3/snarkjs).

    snarkJS is a free software: you can redistribute it and/or modify it
    under the terms of the GNU General Public License as published by
    the Free Software Foundation, either version 3 of the License, or
    (at your option) any later version.

    snarkJS is distributed in the hope that it will be useful, but WITHOUT
    ANY WARRANTY; without even the implied warranty of MERCHANTABILITY
    or FITNESS FOR A PARTICULAR PURPOSE. See the GNU General Public
    License for more details.

    You should have received a copy of the GNU General Public License
    along with snarkJS. If not, see <https://www.gnu.org/licenses/>.
*/

pragma solidity 0.8.30;

contract ClaimVerifier {
    // Scalar field size
    uint256 constant r    = 21888242871839275222246405745257275088548364400416034343698204186575808495617;
    // Base field size
    uint256 constant q   = 21888242871839275222246405745257275088696311157297823662689037894645226208583;

    // Verification Key data
    uint256 constant alphax  = 18713639698587198809654147596935238899006537633095504531040956505944903968110;
    uint256 constant alphay  = 15663384147868476907931666075236096686169558984214571696248028258192110477124;
    uint256 constant betax1  = 4837250011978084880737610524143083113826315083743253766685028928767415727052;
    uint256 constant betax2  = 6182391266274816524067930252682194096712000082427485428069025780606628229044;
    uint256 constant betay1  = 9263492659736640160192784783468100225485796288293632930395063198403874803411;
    uint256 constant betay2  = 13756139870432778597409159041748918049733636093062723045339929483450904818106;
    uint256 constant gammax1 = 11559732032986387107991004021392285783925812861821192530917403151452391805634;
    uint256 constant gammax2 = 10857046999023057135944570762232829481370756359578518086990519993285655852781;
    uint256 constant gammay1 = 4082367875863433681332203403145435568316851327593401208105741076214120093531;
    uint256 constant gammay2 = 8495653923123431417604973247489272438418190587263600148770280649306958101930;
    uint256 constant deltax1 = 19109607163743373118585633680976077025134460889545345061449862633471088618725;
    uint256 constant deltax2 = 7197841902337886232951066562705085390460872502110186454793510193872326054643;
    uint256 constant deltay1 = 14693542719301835464519638034720970172404507718728492544014489939992366457599;
    uint256 constant deltay2 = 2134644107631507175590166184382143191308331874289334531239314238262595854633;


    uint256 constant IC0x = 11327088042478130856739282935020902376203252699495773864965811074680688891900;
    uint256 constant IC0y = 17247036442898725049149581841010560839369737203183606257062156967181817768915;

    uint256 constant IC1x = 20847566227621463675947587571557197097665385085365956978624214586059119065459;
    uint256 constant IC1y = 5503057837890360425515188471592665104360133780921602027683889020040604834838;

    uint256 constant IC2x = 989976647382995821380338630231054081337743833287061229706186838145132572984;
    uint256 constant IC2y = 7217805955448693877429634030347735740418211747476169140969689959458957029023;

    uint256 constant IC3x = 6227076159147075996318138678359430737422939902494425140270321924294639590890;
    uint256 constant IC3y = 9434459425642449551044195615143727646597636384930979480987530496547853812035;

    uint256 constant IC4x = 8645608814665760457454326036609815097687011051641936187545967166888474677882;
    uint256 constant IC4y = 18888323862150260309078631828851188894616629178709082190432403609450000518937;

    uint256 constant IC5x = 20027910210707558845880666372247328242935120120470130881322256586974156756553;
    uint256 constant IC5y = 19079592000580944925340468365257765806379062414843158195136264206243022175557;

    uint256 constant IC6x = 6069215221765759196662840492970624953042102275243507473813818966926545726985;
    uint256 constant IC6y = 16897027982004249302713612017316632224035904063182422362915402744807281063643;

    uint256 constant IC7x = 4703954790370792272516052585372952705686712713615017177283989770952970087651;
    uint256 constant IC7y = 19304590090541700675914149974110511048675259586864757262118186288138102500461;

    uint256 constant IC8x = 13941500024339154344012435689066184821719593410316904308495198884780816027266;
    uint256 constant IC8y = 5827682267819535051886773936141240491924486796625409440015304903904239292788;

    uint256 constant IC9x = 12738024264746232412439650860405000182961278776734278919697439803102710467598;
    uint256 constant IC9y = 17517487013739568319333954322547328612577340081823656472248510142025364893905;


    // Memory data
    uint16 constant pVk = 0;
    uint16 constant pPairing = 128;

    uint16 constant pLastMem = 896;

    function verifyProof(uint[2] calldata _pA, uint[2][2] calldata _pB, uint[2] calldata _pC, uint[9] calldata _pubSignals) public view returns (bool) {
        assembly {
            function checkField(v) {
                if iszero(lt(v, r)) {
                    mstore(0, 0)
                    return(0, 0x20)
                }
            }

            // G1 function to multiply a G1 value(x,y) to value in an address
            function g1_mulAccC(pR, x, y, s) {
                let success
                let mIn := mload(0x40)
                mstore(mIn, x)
                mstore(add(mIn, 32), y)
                mstore(add(mIn, 64), s)

                success := staticcall(sub(gas(), 2000), 7, mIn, 96, mIn, 64)

                if iszero(success) {
                    mstore(0, 0)
                    return(0, 0x20)
                }

                mstore(add(mIn, 64), mload(pR))
                mstore(add(mIn, 96), mload(add(pR, 32)))

                success := staticcall(sub(gas(), 2000), 6, mIn, 128, pR, 64)

                if iszero(success) {
                    mstore(0, 0)
                    return(0, 0x20)
                }
            }

            function checkPairing(pA, pB, pC, pubSignals, pMem) -> isOk {
                let _pPairing := add(pMem, pPairing)
                let _pVk := add(pMem, pVk)

                mstore(_pVk, IC0x)
                mstore(add(_pVk, 32), IC0y)

                // Compute the linear combination vk_x

                g1_mulAccC(_pVk, IC1x, IC1y, calldataload(add(pubSignals, 0)))

                g1_mulAccC(_pVk, IC2x, IC2y, calldataload(add(pubSignals, 32)))

                g1_mulAccC(_pVk, IC3x, IC3y, calldataload(add(pubSignals, 64)))

                g1_mulAccC(_pVk, IC4x, IC4y, calldataload(add(pubSignals, 96)))

                g1_mulAccC(_pVk, IC5x, IC5y, calldataload(add(pubSignals, 128)))

                g1_mulAccC(_pVk, IC6x, IC6y, calldataload(add(pubSignals, 160)))

                g1_mulAccC(_pVk, IC7x, IC7y, calldataload(add(pubSignals, 192)))

                g1_mulAccC(_pVk, IC8x, IC8y, calldataload(add(pubSignals, 224)))

                g1_mulAccC(_pVk, IC9x, IC9y, calldataload(add(pubSignals, 256)))


                // -A
                mstore(_pPairing, calldataload(pA))
                mstore(add(_pPairing, 32), mod(sub(q, calldataload(add(pA, 32))), q))

                // B
                mstore(add(_pPairing, 64), calldataload(pB))
                mstore(add(_pPairing, 96), calldataload(add(pB, 32)))
                mstore(add(_pPairing, 128), calldataload(add(pB, 64)))
                mstore(add(_pPairing, 160), calldataload(add(pB, 96)))

                // alpha1
                mstore(add(_pPairing, 192), alphax)
                mstore(add(_pPairing, 224), alphay)

                // beta2
                mstore(add(_pPairing, 256), betax1)
                mstore(add(_pPairing, 288), betax2)
                mstore(add(_pPairing, 320), betay1)
                mstore(add(_pPairing, 352), betay2)

                // vk_x
                mstore(add(_pPairing, 384), mload(add(pMem, pVk)))
                mstore(add(_pPairing, 416), mload(add(pMem, add(pVk, 32))))


                // gamma2
                mstore(add(_pPairing, 448), gammax1)
                mstore(add(_pPairing, 480), gammax2)
                mstore(add(_pPairing, 512), gammay1)
                mstore(add(_pPairing, 544), gammay2)

                // C
                mstore(add(_pPairing, 576), calldataload(pC))
                mstore(add(_pPairing, 608), calldataload(add(pC, 32)))

                // delta2
                mstore(add(_pPairing, 640), deltax1)
                mstore(add(_pPairing, 672), deltax2)
                mstore(add(_pPairing, 704), deltay1)
                mstore(add(_pPairing, 736), deltay2)


                let success := staticcall(sub(gas(), 2000), 8, _pPairing, 768, _pPairing, 0x20)

                isOk := and(success, mload(_pPairing))
            }

            let pMem := mload(0x40)
            mstore(0x40, add(pMem, pLastMem))

            // Validate that all evaluations ∈ F

            checkField(calldataload(add(_pubSignals, 0)))

            checkField(calldataload(add(_pubSignals, 32)))

            checkField(calldataload(add(_pubSignals, 64)))

            checkField(calldataload(add(_pubSignals, 96)))

            checkField(calldataload(add(_pubSignals, 128)))

            checkField(calldataload(add(_pubSignals, 160)))

            checkField(calldataload(add(_pubSignals, 192)))

            checkField(calldataload(add(_pubSignals, 224)))

            checkField(calldataload(add(_pubSignals, 256)))


            // Validate all evaluations
            let isValid := checkPairing(_pA, _pB, _pC, _pubSignals, pMem)

            mstore(0, isValid)
             return(0, 0x20)
         }
     }
 }
