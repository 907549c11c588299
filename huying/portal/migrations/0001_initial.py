import django.db.models.deletion
import django.db.models.manager
import huying.kernel.together
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0001_initial'),
    ]

    operations = [
        huying.kernel.together.CreateTogether(
            models=[migrations.CreateModel(
                name='Column',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(max_length=20)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('born_at', models.DateTimeField()),
                    ('title', models.CharField(max_length=40, verbose_name='栏目名称')),
                    ('kind', models.CharField(choices=[('notices', '通知公告'), ('news', '人大动态'), ('echo', '民有所呼、我有所应'), ('stories', '代表故事'), ('law', '法律法规和草案'), ('lectures', '宣讲'), ('other', '其他栏目')], default='other', max_length=10, verbose_name='种类')),
                    ('intro', models.CharField(blank=True, max_length=120, verbose_name='一句话说明')),
                    ('plan', models.TextField(blank=True, verbose_name='选题计划')),
                    ('carriers', models.JSONField(default=list)),
                    ('place', models.PositiveSmallIntegerField(default=50, verbose_name='排列')),
                    ('on_home', models.BooleanField(default=True, verbose_name='放在首页')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'state', 'place'], name='column_state')],
                    'constraints': [models.UniqueConstraint(fields=('congress', 'title'), name='column_title')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Article',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(max_length=20)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('born_at', models.DateTimeField()),
                    ('title', models.CharField(max_length=120, verbose_name='标题')),
                    ('summary', models.CharField(blank=True, max_length=200, verbose_name='摘要')),
                    ('text', models.TextField(verbose_name='正文')),
                    ('byline', models.CharField(blank=True, max_length=60, verbose_name='署名')),
                    ('origin', models.CharField(blank=True, max_length=60, verbose_name='来源')),
                    ('cases', models.JSONField(blank=True, default=list)),
                    ('outlets', models.JSONField(blank=True, default=list)),
                    ('cover_alt', models.CharField(blank=True, max_length=100, verbose_name='图片说明')),
                    ('is_pinned', models.BooleanField(default=False, verbose_name='置顶')),
                    ('publish_on', models.DateField(blank=True, null=True)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('withdrawn_kind', models.CharField(blank=True, choices=[('error', '内容有误'), ('privacy', '涉及个人信息'), ('rights', '他人权利受到影响'), ('superseded', '已被新的内容取代'), ('other', '其他原因')], max_length=12)),
                    ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.file')),
                    ('editor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                    ('column', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='portal.column')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'state', '-published_at'], name='article_state'), models.Index(fields=['congress', 'column', 'state', '-published_at'], name='article_column'), models.Index(fields=['congress', 'author', '-id'], name='article_author'), models.Index(condition=models.Q(('state', 'approved')), fields=['congress', 'publish_on'], name='article_due')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Correction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('note', models.CharField(max_length=300)),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='portal.article')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'abstract': False,
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Correspondent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(max_length=20)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('born_at', models.DateTimeField()),
                    ('kind', models.CharField(choices=[('correspondent', '新闻宣传通讯员'), ('volunteer', '网络文明传播志愿者')], default='correspondent', max_length=14, verbose_name='类别')),
                    ('beat', models.CharField(blank=True, max_length=100, verbose_name='联系的领域或者片区')),
                    ('since', models.DateField(verbose_name='登记日期')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'member', 'kind'), name='correspondent_once')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Lecture',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(max_length=20)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('born_at', models.DateTimeField()),
                    ('title', models.CharField(max_length=120, verbose_name='主题')),
                    ('outline', models.TextField(blank=True, verbose_name='宣讲提纲')),
                    ('speaker', models.CharField(blank=True, max_length=40, verbose_name='宣讲人')),
                    ('place', models.CharField(max_length=120, verbose_name='地点')),
                    ('starts_at', models.DateTimeField(verbose_name='时间')),
                    ('meant_for', models.CharField(blank=True, max_length=60, verbose_name='对象')),
                    ('is_open', models.BooleanField(default=True, verbose_name='向群众公开')),
                    ('audience', models.PositiveIntegerField(blank=True, null=True)),
                    ('outcome', models.TextField(blank=True)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('lecturer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                    ('planner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'state', 'starts_at'], name='lecture_state')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Feedback',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('kind', models.CharField(choices=[('question', '提问'), ('opinion', '意见建议'), ('praise', '肯定'), ('trouble', '困难诉求')], max_length=10)),
                    ('text', models.CharField(max_length=500)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('lecture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='portal.lecture')),
                ],
                options={
                    'abstract': False,
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Placement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('medium', models.CharField(max_length=60)),
                    ('level', models.CharField(choices=[('national', '全国'), ('province', '省级'), ('city', '市级'), ('county', '县级'), ('other', '其他')], max_length=8)),
                    ('on', models.DateField()),
                    ('url', models.URLField(blank=True, max_length=300)),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='portal.article')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'abstract': False,
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Remark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(max_length=20)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('born_at', models.DateTimeField()),
                    ('topic', models.CharField(choices=[('meeting', '会议和公开'), ('deputies', '代表履职'), ('stations', '联络站服务'), ('oversight', '监督工作'), ('service', '机关作风'), ('other', '其他')], default='other', max_length=10, verbose_name='关于哪方面')),
                    ('text', models.TextField(verbose_name='意见')),
                    ('shown', models.TextField(blank=True)),
                    ('answer', models.TextField(blank=True, verbose_name='答复')),
                    ('answered_on', models.DateField(blank=True, null=True)),
                    ('said_on', models.DateField()),
                    ('declined_kind', models.CharField(blank=True, choices=[('personal', '内容涉及他人隐私'), ('elsewhere', '具体诉求，已请本人走民情渠道'), ('abuse', '辱骂、广告或者与人大工作无关'), ('twice', '与已答复的意见重复')], max_length=10)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'state', '-id'], name='remark_state')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Sending',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('outlet', models.CharField(max_length=16)),
                    ('asked_at', models.DateTimeField()),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('reference', models.CharField(blank=True, max_length=200)),
                    ('error', models.CharField(blank=True, max_length=200)),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sendings', to='portal.article')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['sent_at', 'tries'], name='sending_open')],
                    'constraints': [models.UniqueConstraint(fields=('congress', 'article', 'outlet'), name='sending_once')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Tally',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('kind', models.CharField(max_length=12)),
                    ('key', models.CharField(max_length=24)),
                    ('count', models.PositiveIntegerField(default=0)),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'kind', 'key', 'day'), name='tally_once')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            )],
        ),
    ]
