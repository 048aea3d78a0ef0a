import Training

/// What files tell of each optimizer's rule, besides what all have.
enum OptimizerRules {
    static var classes: [ObjectClass<any Optimizer>] {
        [
            rule(SGD(), [.number("momentum", \.momentum, .part), .flag("nesterov", \.isNesterov)]),
            rule(
                RMSprop(),
                [
                    .number("rho", \.rho), .number("momentum", \.momentum, .notNegative), .number("epsilon", \.epsilon),
                    .flag("centered", \.isCentered),
                ]),
            rule(
                Adam(),
                [
                    .number("beta_1", \.beta1), .number("beta_2", \.beta2), .number("epsilon", \.epsilon),
                    .flag("amsgrad", \.isAMSGrad),
                ]),
            rule(
                AdamW(),
                [
                    .number("beta_1", \.beta1), .number("beta_2", \.beta2), .number("epsilon", \.epsilon),
                    .flag("amsgrad", \.isAMSGrad),
                ]),
            rule(Adamax(), [.number("beta_1", \.beta1), .number("beta_2", \.beta2), .number("epsilon", \.epsilon)]),
            rule(Nadam(), [.number("beta_1", \.beta1), .number("beta_2", \.beta2), .number("epsilon", \.epsilon)]),
            rule(
                Adagrad(),
                [
                    .number("initial_accumulator_value", \.initialAccumulatorValue, .notNegative),
                    .number("epsilon", \.epsilon),
                ]),
            rule(Adadelta(), [.number("rho", \.rho), .number("epsilon", \.epsilon)]),
            rule(
                Ftrl(),
                [
                    .number("learning_rate_power", \.learningRatePower, .notPositive),
                    .number("initial_accumulator_value", \.initialAccumulatorValue, .notNegative),
                    .number("l1_regularization_strength", \.l1RegularizationStrength, .notNegative),
                    .number("l2_regularization_strength", \.l2RegularizationStrength, .notNegative),
                    .number("l2_shrinkage_regularization_strength", \.l2ShrinkageRegularizationStrength, .notNegative),
                    .number("beta", \.beta),
                ]),
            rule(Lion(), [.number("beta_1", \.beta1), .number("beta_2", \.beta2)]),
            rule(Lamb(), [.number("beta_1", \.beta1), .number("beta_2", \.beta2), .number("epsilon", \.epsilon)]),
        ]
    }

    private static func rule<Rule: Optimizer>(_ rule: Rule, _ options: [ObjectOption<Rule>]) -> ObjectClass<any Optimizer> {
        ObjectClass(Rule.kerasName, rule, options)
    }
}
