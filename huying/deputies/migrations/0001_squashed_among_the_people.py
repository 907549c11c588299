import django.db.models.deletion
import django.db.models.manager
import huying.kernel.crypto
import huying.kernel.together
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('deputies', '0001_initial'), ('deputies', '0002_among_the_people')]

    initial = True

    dependencies = [
        ('kernel', '0001_initial'),
        ('stations', '0002_among_the_people'),
    ]

    operations = [
        huying.kernel.together.CreateTogether(
            models=[migrations.CreateModel(
                name='Address',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('text', models.CharField(max_length=80, verbose_name='地址')),
                    ('key', models.CharField(editable=False, max_length=60)),
                    ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.area')),
                    ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.district')),
                    ('station', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stations.station')),
                    ('since', models.DateField(blank=True, null=True)),
                    ('until', models.DateField(blank=True, null=True)),
                    ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='deputies.address')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'key'), name='address_key')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='DeputyCard',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('state', models.CharField(max_length=20)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('born_at', models.DateTimeField()),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='kernel.membership')),
                    ('code', models.CharField(max_length=12, verbose_name='代表码')),
                    ('intro', models.CharField(blank=True, max_length=200, verbose_name='自我介绍')),
                    ('tags', models.JSONField(blank=True, default=list)),
                    ('photo', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.file')),
                    ('takes_letters', models.BooleanField(default=True, verbose_name='接收群众来信')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'state'], name='card_state')],
                    'constraints': [models.UniqueConstraint(fields=('congress', 'code'), name='deputy_code'), models.UniqueConstraint(fields=('congress', 'member'), name='one_card')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='ContactPlan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('state', models.CharField(max_length=20)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('born_at', models.DateTimeField()),
                    ('name', models.CharField(max_length=80, verbose_name='名称')),
                    ('kind', models.CharField(choices=[('group', '“1＋N”：一人联系若干人'), ('actions', '“N 个一”：每人完成若干项')], max_length=8, verbose_name='方式')),
                    ('size', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='每人联系几人')),
                    ('actions', models.JSONField(blank=True, default=list)),
                    ('times', models.PositiveSmallIntegerField(default=1, verbose_name='次数')),
                    ('per', models.CharField(choices=[('month', '每月'), ('quarter', '每季度'), ('half', '每半年'), ('year', '每年')], default='quarter', max_length=8, verbose_name='周期')),
                    ('starts_on', models.DateField(verbose_name='开始日期')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                    ('basis', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Letter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('state', models.CharField(max_length=20)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('born_at', models.DateTimeField()),
                    ('number', models.CharField(editable=False, max_length=32, verbose_name='编号')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='kernel.membership')),
                    ('station', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stations.station')),
                    ('text', models.TextField(verbose_name='信的内容')),
                    ('author', huying.kernel.crypto.EncryptedField(blank=True)),
                    ('phone', huying.kernel.crypto.EncryptedField(blank=True)),
                    ('phone_index', models.CharField(blank=True, editable=False, max_length=32)),
                    ('code_digest', models.CharField(editable=False, max_length=32)),
                    ('written_on', models.DateField()),
                    ('confirmed_on', models.DateField(null=True)),
                    ('alerted_on', models.DateField(null=True)),
                    ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                    ('answer', models.TextField(blank=True)),
                    ('answered_on', models.DateField(null=True)),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                    ('declined', models.CharField(blank=True, choices=[('spam', '广告或者无关内容'), ('abuse', '只有辱骂、威胁，没有反映具体事项'), ('unclear', '看不出要说什么事，又无法联系到本人；可以补充后再写'), ('repeat', '同一人就同一件事重复来信，前一封正在办理'), ('other_deputy', '应当写给另一位代表，请在“找代表”里查找后再写'), ('unconfirmed', '写信后没有按时确认；需要时请再写一次')], max_length=16)),
                    ('rating', models.CharField(blank=True, choices=[('satisfied', '满意'), ('basically', '基本满意'), ('dissatisfied', '不满意')], max_length=12)),
                    ('rating_reason', models.CharField(blank=True, max_length=300)),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'member', 'state', '-id'], name='letter_member'), models.Index(fields=['congress', 'state', 'due_on'], name='letter_due')],
                    'constraints': [models.UniqueConstraint(fields=('congress', 'number'), name='letter_number')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Guest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('name', models.CharField(max_length=60, verbose_name='姓名')),
                    ('pinyin', models.CharField(blank=True, db_index=True, max_length=120)),
                    ('level', models.CharField(choices=[('national', '全国人大代表'), ('province', '省级人大代表'), ('city', '市级人大代表'), ('county', '县级人大代表'), ('township', '乡镇人大代表')], max_length=12, verbose_name='几级代表')),
                    ('of', models.CharField(help_text='如 某某市人民代表大会', max_length=80, verbose_name='哪个人大')),
                    ('title', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                    ('is_active', models.BooleanField(default=True)),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'name', 'level', 'of'), name='guest_once')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Seat',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('state', models.CharField(max_length=20)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('born_at', models.DateTimeField()),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='kernel.membership')),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.term')),
                    ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats_held', to='kernel.district')),
                    ('delegation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.organ')),
                    ('card', models.CharField(blank=True, max_length=20, verbose_name='代表证号')),
                    ('since', models.DateField()),
                    ('until', models.DateField(blank=True, null=True)),
                    ('ending', models.CharField(blank=True, choices=[('term', '届满'), ('resigned', '辞职'), ('ordered', '责令辞职'), ('recalled', '罢免'), ('moved', '迁出或者调离本行政区域'), ('absent', '未经批准两次不出席会议'), ('nationality', '丧失国籍'), ('deprived', '被剥夺政治权利'), ('incapable', '丧失行为能力'), ('died', '去世')], max_length=12)),
                    ('suspended_since', models.DateField(blank=True, help_text='暂时停止执行代表职务', null=True)),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'term', 'state'], name='seat_term')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('congress', 'member', 'term'), name='one_open_seat')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='ContactPair',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('state', models.CharField(max_length=20)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('born_at', models.DateTimeField()),
                    ('layer', models.CharField(choices=[('vice', '主任联系副主任'), ('member', '主任、副主任联系常委会委员'), ('deputy', '常委会委员联系代表'), ('committee', '专工委对口联系代表'), ('people', '代表联系群众'), ('site', '包联站点')], max_length=10, verbose_name='层次')),
                    ('upper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts_below', to='kernel.membership')),
                    ('organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.organ')),
                    ('lower', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts_above', to='kernel.membership')),
                    ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.organ')),
                    ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.area')),
                    ('households', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='联系户数')),
                    ('station', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contact_pairs', to='stations.station')),
                    ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pairs', to='deputies.contactplan')),
                    ('since', models.DateField(verbose_name='自')),
                    ('until', models.DateField(null=True)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'layer', 'state'], name='pair_layer'), models.Index(fields=['congress', 'state', 'id'], name='pair_state')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organ', None), ('upper__isnull', False)), models.Q(('organ__isnull', False), ('upper', None)), _connector='OR'), name='pair_has_one_above'), models.CheckConstraint(condition=models.Q(models.Q(('area', None), ('lower__isnull', False), ('station', None)), models.Q(('area__isnull', False), ('lower', None), ('station', None)), models.Q(('area', None), ('lower', None), ('station__isnull', False)), _connector='OR'), name='pair_has_one_below')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='LetterRating',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                    ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='deputies.letter')),
                    ('rating', models.CharField(choices=[('satisfied', '满意'), ('basically', '基本满意'), ('dissatisfied', '不满意')], max_length=12)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                ],
                options={
                    'base_manager_name': 'everywhere',
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Posting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('state', models.CharField(max_length=20)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('born_at', models.DateTimeField()),
                    ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='kernel.membership')),
                    ('guest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='deputies.guest')),
                    ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='stations.station')),
                    ('since', models.DateField(null=True)),
                    ('until', models.DateField(null=True)),
                    ('why', models.JSONField(default=list)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('followed', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='deputies.posting')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'station', 'state'], name='posting_station'), models.Index(fields=['congress', 'state', 'id'], name='posting_state')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('guest', None), ('member__isnull', False)), models.Q(('guest__isnull', False), ('member', None)), _connector='OR'), name='posting_of_one'), models.UniqueConstraint(condition=models.Q(('member__isnull', False), ('state__in', ['proposed', 'confirmed'])), fields=('congress', 'member', 'station'), name='one_open_posting'), models.UniqueConstraint(condition=models.Q(('guest__isnull', False), ('state__in', ['proposed', 'confirmed'])), fields=('congress', 'guest', 'station'), name='one_open_guest_posting')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Contact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('state', models.CharField(max_length=20)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('born_at', models.DateTimeField()),
                    ('pair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='deputies.contactpair')),
                    ('on', models.DateField(verbose_name='日期')),
                    ('way', models.CharField(choices=[('visit', '上门走访'), ('station', '在站点见面'), ('forum', '座谈'), ('phone', '电话'), ('online', '线上'), ('written', '书面')], max_length=8, verbose_name='方式')),
                    ('text', models.TextField(verbose_name='联系内容')),
                    ('issues', models.TextField(blank=True, verbose_name='反映的问题')),
                    ('action', models.CharField(blank=True, max_length=120, verbose_name='完成的事项')),
                    ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                    ('reason', models.CharField(blank=True, max_length=300)),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'pair', 'on'], name='contact_pair_on')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            )],
        ),
    ]
